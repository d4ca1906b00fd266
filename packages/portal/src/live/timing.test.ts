import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gathered } from './timing.ts'

describe('calls that come together', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('become one', async () => {
    const act = vi.fn<() => Promise<void>>(() => Promise.resolve())
    const call = gathered(act, { ms: 100, signal: new AbortController().signal })

    call()
    call()
    await vi.advanceTimersByTimeAsync(300)
    expect(act).toHaveBeenCalledTimes(1)

    call()
    await vi.advanceTimersByTimeAsync(300)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('wait for the one at work, and are not forgotten', async () => {
    const ends: (() => void)[] = []
    const act = vi.fn<() => Promise<void>>(() => new Promise((resolve) => ends.push(resolve)))
    const call = gathered(act, { ms: 100, signal: new AbortController().signal })

    call()
    await vi.advanceTimersByTimeAsync(100)
    call()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(act).toHaveBeenCalledTimes(1)

    ends[0]?.()
    await vi.advanceTimersByTimeAsync(100)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('come to nothing when nobody looks any more', async () => {
    const act = vi.fn<() => Promise<void>>(() => Promise.resolve())
    const control = new AbortController()
    const call = gathered(act, { ms: 100, signal: control.signal })

    call()
    control.abort()
    await vi.advanceTimersByTimeAsync(300)

    expect(act).not.toHaveBeenCalled()
  })
})
