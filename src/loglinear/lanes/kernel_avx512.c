/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eight lanes. Without fused multiply-add, which would change the last bits. */

#if defined(__x86_64__)
#include <immintrin.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq"))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512dq,prefer-vector-width=512")
#endif
#define SQUARE_ROOT(x) ((vec)_mm512_sqrt_pd((__m512d)(x)))
#define LEAST(a, b) ((vec)_mm512_min_pd((__m512d)(b), (__m512d)(a)))
#define MOST(a, b) ((vec)_mm512_max_pd((__m512d)(b), (__m512d)(a)))
#define LANES 8
#define KERNEL dark__kernel_avx512
#define KERNEL_NAME "avx512"
#define KERNEL_SUPPORTED (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
#include "loglinear/lanes/block_kernel.inc"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#else
typedef int dark__no_avx512;
#endif
