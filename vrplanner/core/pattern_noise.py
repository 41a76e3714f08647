"""Noise that repeats without a seam, for procedural patterns."""

import numpy as np
from numpy.typing import NDArray


def smooth_noise(pixels: int, cells: tuple[int, int], *, seed: int) -> NDArray[np.float64]:
    """Seamless noise (pixels, pixels), mean 0 and deviation 1, with about `cells` bumps along x and y.

    Random values are filtered by a Gaussian in the frequency domain, whose period makes the result wrap.
    """
    spectrum = np.fft.rfft2(np.random.default_rng(seed).standard_normal((pixels, pixels)))
    across = np.arange(spectrum.shape[1]) / cells[0]
    down = np.fft.fftfreq(pixels, 1 / pixels) / cells[1]
    noise = np.fft.irfft2(spectrum * np.exp(-(down[:, None] ** 2 + across[None, :] ** 2)), s=(pixels, pixels))
    noise -= noise.mean()
    normalised: NDArray[np.float64] = noise / max(float(noise.std()), 1e-12)
    return normalised
