/** How often each fault strikes in this world; every seed draws its own mix. */
export type Faults = Record<
  | 'crash'
  | 'pause'
  | 'double'
  | 'late'
  | 'failure'
  | 'permanent'
  | 'release'
  | 'unclear'
  | 'lasting'
  | 'held',
  number
>

/** The mix of one world. */
export function drawFaults(dice: () => number): Faults {
  const some = (most: number): number => (dice() < 0.5 ? 0 : dice() * most)
  return {
    crash: some(0.4),
    pause: some(0.3),
    double: some(0.9),
    late: some(0.5),
    failure: some(0.7),
    permanent: some(0.9),
    release: some(0.2),
    unclear: some(0.6),
    lasting: some(0.9),
    held: some(0.2),
  }
}
