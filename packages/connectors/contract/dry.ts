import { Socket } from 'node:net'
import { createSocket } from 'node:dgram'
import type { Static, TObject } from 'typebox'
import { expect, it, vi } from 'vitest'
import { type DryFacts, dryRun } from '../src/dry-run.ts'
import type { Connector } from '../src/kit/connector.ts'
import { dryFacts } from './context.ts'

function shut(): never {
  throw new Error('a dry run wanted to leave the process')
}

/** Runs the work with every way out of the process shut; `tried` counts who wanted to leave. */
export async function shutIn<T>(work: () => Promise<T>): Promise<{ value: T; tried: number }> {
  const datagram = Object.getPrototypeOf(createSocket('udp4').unref()) as { send(): void }
  const doors = [
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(shut),
    vi.spyOn(globalThis, 'fetch').mockImplementation(shut),
    vi.spyOn(datagram, 'send').mockImplementation(shut),
  ]
  try {
    const value = await work()
    return { value, tried: doors.reduce((sum, { mock }) => sum + mock.calls.length, 0) }
  } finally {
    for (const door of doors) door.mockRestore()
  }
}

/** No connector has a say in whether it can be tried dry: its own code runs, against its recorded answers. */
export function exerciseDryRun<C extends TObject>(
  connector: Connector<C>,
  { config }: { config: Static<C> },
): void {
  const asked = connector as unknown as Connector

  it('plays to its end dry, with nothing set up and every door shut', async () => {
    const { value, tried } = await shutIn(() => dryRun(asked, dryFacts(), config))

    expect(value.outcome.kind).toBeOneOf(['would_succeed', 'would_wait_for_person'])
    expect(tried).toBe(0)
  })

  it('shows no secret when it is tried dry', async () => {
    const canary = 'canary-5c0ffee-dry'
    const facts: DryFacts = {
      ...dryFacts(),
      connection: (type) => ({
        name: 'main',
        type,
        settings: { url: 'https://main.example.com' },
        secrets: { token: canary, password: canary },
      }),
      secret: () => canary,
    }

    const value = await dryRun(asked, facts, config)

    expect(JSON.stringify(value)).not.toContain(canary)
    expect(JSON.stringify(value)).not.toContain('placeholder-')
  })
}
