"""Where and in which precision the model runs.

Chosen by capability, never by a stopwatch: the same machine must make the same choice, and so
the same model, every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

from finetune.errors import TrainingError


def choose_device(name: str = "auto") -> torch.device:
    """Return the device for "auto", "cpu", "cuda" or "cuda:N"; TrainingError if it is absent."""
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError:
        raise TrainingError(f"device {name!r} is unknown; use auto, cpu or cuda") from None
    if device.type == "cuda" and not torch.cuda.is_available():
        raise TrainingError(f"device {name!r} is not available here; use auto or cpu")
    return device


def use_threads(count: int) -> None:
    """Let the CPU engine use so many threads; of the whole process, so call it once, early."""
    torch.set_num_threads(count)


def bf16_is_fast(device: torch.device) -> bool:
    """Whether the device multiplies bfloat16 natively (emulated bfloat16 is slower than fp32)."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device.type != "cpu":
        return False
    capabilities = torch.cpu.get_capabilities()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


@contextmanager
def reproducible(seed: int) -> Iterator[None]:
    """Seed torch and ask for deterministic kernels; the caller's state comes back afterwards.

    New tensors are not filled, which asking would otherwise do: it only finds code that reads what
    it never wrote, and every allocation would pay for it.
    """
    # torch puts an object in this module's place, which type checkers cannot see.
    kernels: Any = torch.utils.deterministic
    fills = kernels.fill_uninitialized_memory
    deterministic = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        torch.use_deterministic_algorithms(True, warn_only=torch.cuda.is_available())
        kernels.fill_uninitialized_memory = False
        try:
            yield
        finally:
            torch.use_deterministic_algorithms(deterministic, warn_only=warn_only)
            kernels.fill_uninitialized_memory = fills
