"""What can go wrong in this package.

FinetuneError
|- EncoderError     an encoder's files are missing, unknown or not the expected ones
|- TrainingError    the data or the settings cannot be trained with
|- ModelError       a model folder is broken or of another format
`- RegistryError    a version is unknown, incomplete, altered or refused

Faults in a project's own files are retrieval.source_problem.SourceError, with file and line.
"""

from __future__ import annotations


class FinetuneError(Exception):
    """Base of this package's errors; the text is one sentence for a person."""


class EncoderError(FinetuneError):
    """An encoder cannot be found or accepted."""


class TrainingError(FinetuneError):
    """There is nothing to train, or a setting makes no sense."""


class ModelError(FinetuneError):
    """A model folder cannot be loaded."""


class RegistryError(FinetuneError):
    """The registry refuses a version, or does not know it."""
