"""A program that stays, asked and answering by one line of JSON at a time."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import threading
from collections import defaultdict, deque
from contextlib import suppress
from queue import Empty, Queue
from typing import Any

from a11y.engines import EngineError

LAST_LINES = 5
STOP_TIMEOUT_S = 5
MOST_IDLE = 2
UNHEARD_TIMEOUT_S = 60


class Conversation:
    """One running program. name: as people know it.  Not safe between threads."""

    def __init__(self, name: str, command: tuple[str, ...]) -> None:
        self._name = name
        pipe = subprocess.PIPE
        # A group of its own: what runs by the name of `node` may be a program that starts Node.js.
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
        )
        self._answers: Queue[bytes] = Queue()
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        self._first: Any = None
        self._waits = False  # for an answer that nobody has heard yet
        self._threads = [
            threading.Thread(target=listen, daemon=True)
            for listen in (self._listen, self._complaints)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def is_free(self) -> bool:
        """Does it run, and owes nobody an answer?"""
        return self._process.poll() is None and not self._waits

    def greeting(self, within_s: float) -> Any:
        """What it said when it had started, however often asked. Raises EngineError as `ask`."""
        if self._first is None:
            self._first = self.answer(within_s)
        return self._first

    def ask(self, question: Any, within_s: float) -> Any:
        """Its answer to a question. Raises EngineError when it ends, or says nothing in time."""
        self.put(question)
        return self.answer(within_s)

    def put(self, question: Any) -> None:
        """Asks, for an `answer` that is heard later. Raises EngineError when it has ended.

        What it still has to say to a question before is heard by nobody.
        """
        if self._waits:
            self._next(UNHEARD_TIMEOUT_S)
        stream = self._process.stdin
        assert stream is not None
        if stream.closed:
            raise EngineError(self._ended())
        self._waits = True
        rest = memoryview(json.dumps(question).encode() + b"\n")
        try:
            while rest:  # unbuffered: nothing is left over when the program has gone
                rest = rest[os.write(stream.fileno(), rest) :]
        except OSError as error:
            raise EngineError(self._ended()) from error

    def answer(self, within_s: float) -> Any:
        """The next thing that it says. Raises EngineError as `ask` does."""
        answer = self._next(within_s)
        if "error" in answer:
            raise EngineError(f"{self._name} gave up: {answer['error']}")
        return answer

    def _next(self, within_s: float) -> Any:
        try:
            line = self._answers.get(timeout=within_s)
        except Empty as error:
            self.close()
            raise EngineError(f"{self._name} did not answer within {within_s:g} s.") from error
        if not line:
            raise EngineError(self._ended())
        self._waits = False
        return json.loads(line)

    def close(self) -> None:
        """Ends the program, and all that it has started; nothing when it has been closed."""
        if not self._threads:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(STOP_TIMEOUT_S)
        for thread in self._threads:
            thread.join(STOP_TIMEOUT_S)
        self._threads.clear()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def _ended(self) -> str:
        self.close()  # by then its last words have been read
        return f"{self._name} has ended: {' '.join(self._last) or 'no words'}"

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        for line in stream:
            self._answers.put(line)
        self._answers.put(b"")

    def _complaints(self) -> None:
        stream = self._process.stderr
        assert stream is not None
        for line in stream:
            self._last.append(line.decode(errors="replace").strip())


class Idle:
    """Programs that one browser needs no more and the next one can use: each start takes seconds.

    Safe between threads. All of them end with this process.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: defaultdict[tuple[str, ...], list[Conversation]] = defaultdict(list)
        atexit.register(self.close)

    def take(self, name: str, command: tuple[str, ...]) -> Conversation:
        """One that runs by this command, or a new one. Give it back by `leave`."""
        with self._lock:
            waiting = self._waiting[command]
            while waiting:
                if (talk := waiting.pop()).is_free:
                    return talk
                talk.close()
        return Conversation(name, command)

    def leave(self, command: tuple[str, ...], talk: Conversation) -> None:
        """Keeps it for the next one, unless it has ended, owes an answer, or enough wait."""
        with self._lock:
            if talk.is_free and len(self._waiting[command]) < MOST_IDLE:
                self._waiting[command].append(talk)
                return
        talk.close()

    def close(self) -> None:
        """Ends all that wait."""
        with self._lock:
            for talk in (talk for waiting in self._waiting.values() for talk in waiting):
                talk.close()
            self._waiting.clear()
