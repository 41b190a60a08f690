/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two lanes, which every compiler and processor can do: on x86-64 the baseline instruction set. */

#if defined(__SSE2__)
#include <emmintrin.h>
#define SQUARE_ROOT(x) ((vec)_mm_sqrt_pd((__m128d)(x)))
#endif

#define LANES 2
#define KERNEL dark__kernel_portable
#define KERNEL_NAME "portable"
#define KERNEL_SUPPORTED 1
#include "loglinear/lanes/block_kernel.inc"
