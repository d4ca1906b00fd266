const now = Date.now.bind(Date)
let shiftMs = 0

/** The clock of a machine that is wrong: whoever asks for the moment hears another one, written times stay what they are. */
class ShiftedDate extends Date {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [ShiftedDate.now()] : given) as [number]))
  }

  static override now(): number {
    return now() + shiftMs
  }
}

/** Moves the clock of this process so many milliseconds from the true one, below 0 to the past. Timers go on as they were. */
export function shiftClock(ms: number): void {
  shiftMs = ms
  globalThis.Date = ShiftedDate as DateConstructor
}
