const scale = Number(process.env['BENCH_SCALE'] ?? 1)

/** A count at the size that `BENCH_SCALE` asks for: 1 as documented, 0.1 for a quick look. */
export function scaled(count: number): number {
  return Math.max(1, Math.round(count * scale))
}
