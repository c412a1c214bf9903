"""A private PostgreSQL server in a temporary folder, reached through a Unix socket."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url

if TYPE_CHECKING:
    import psycopg

# Speed: these tests ask for the same rows as on SQLite, not for the server's durability.
_OPTIONS = "-c fsync=off -c listen_addresses='' -c max_connections=60 -c unix_socket_directories="


class PostgresServer:
    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        # In memory where there is such a folder; a socket's path must be short.
        place = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
        self._folder = Path(tempfile.mkdtemp(prefix="fdpg", dir=place))
        self._shared: str | None = None
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(self._folder, self._user)

    @staticmethod
    def find() -> Path | None:
        found = shutil.which("initdb")
        places = [Path(found).resolve().parent] if found else []
        places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        return next((place for place in places if (place / "pg_ctl").exists()), None)

    @staticmethod
    def missing() -> str | None:
        if find_spec("psycopg") is None:
            return "the driver psycopg is not installed"
        if PostgresServer.find() is None:
            return "PostgreSQL's initdb and pg_ctl are not installed"
        if os.geteuid() == 0:
            try:
                pwd.getpwnam("postgres")
            except KeyError:
                return "PostgreSQL does not run as root and there is no user postgres"
        return None

    def start(self) -> None:
        data = str(self._folder / "data")
        self._run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8")
        options = _OPTIONS + str(self._folder)
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self._folder)

    def new_database(self) -> str:
        """Create an empty database and return its URL."""
        name = f"t{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

    def emptied_database(self) -> str:
        """Return the URL of one database for many tests, its tables emptied."""
        if self._shared is None:
            self._shared = self.new_database()
        with self._connect(str(make_url(self._shared).database)) as connection:
            names = connection.execute(
                "SELECT string_agg(tablename, ', ') FROM pg_tables "
                "WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
            ).fetchone()
            if names and names[0]:
                connection.execute(f"TRUNCATE {names[0]} RESTART IDENTITY".encode())
        return self._shared

    def execute(self, statement: str, database: str = "postgres") -> None:
        with self._connect(database) as connection:
            connection.execute(statement.encode())

    def cut_connections(self, url: str) -> None:
        """End every connection to the database at `url`, as a restarting server does."""
        with self._connect("postgres") as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                (make_url(url).database,),
            )

    def _connect(self, database: str) -> psycopg.Connection:
        import psycopg

        address = f"host={self._folder} user=postgres dbname={database}"
        return psycopg.connect(address, autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - our own arguments
            [str(self._binaries / program), *arguments],
            check=True,
            user=self._user if os.geteuid() == 0 else None,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            timeout=60,
        )
