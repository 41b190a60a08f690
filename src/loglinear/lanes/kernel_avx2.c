/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four lanes. Without fused multiply-add, which would change the last bits. */

#if defined(__x86_64__)
#include <immintrin.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC target("avx2")
#endif
#define SQUARE_ROOT(x) ((vec)_mm256_sqrt_pd((__m256d)(x)))
#define LEAST(a, b) ((vec)_mm256_min_pd((__m256d)(b), (__m256d)(a)))
#define MOST(a, b) ((vec)_mm256_max_pd((__m256d)(b), (__m256d)(a)))
#define LANES 4
#define KERNEL dark__kernel_avx2
#define KERNEL_NAME "avx2"
#define KERNEL_SUPPORTED __builtin_cpu_supports("avx2")
#include "loglinear/lanes/block_kernel.inc"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#else
typedef int dark__no_avx2;
#endif
