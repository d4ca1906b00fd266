import { type Closers, openOwnDatabase } from '#compose-ground.ts'
import type { Database } from '#store/db.ts'
import { type Config, readConfig } from '#config.ts'
import { withMountedSecrets } from '#mounted-secrets.ts'

/** What a command of the operator is given. */
export type OperateWorld = {
  environment: Readonly<Record<string, string | undefined>>
  version: string
  now(): number
  random(): number
  out(text: string): void
  err(text: string): void
}

/** The words after a command, read by node:util's parseArgs. */
export type Given = {
  values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
  positionals: readonly string[]
}

/** 0: done. 1: the answer is no. 2: could not be asked. The same as those of the command line. */
export const exitCodes = { done: 0, no: 1, unasked: 2 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** A command that is not carried out, and why, one sentence each. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly faults: readonly string[]

  constructor(...faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

/** The configuration the server of this installation has. Throws Refused with every fault. */
export function configOf(world: OperateWorld): Config {
  const { environment, faults } = withMountedSecrets(world.environment)
  const read = readConfig(environment)
  if (read.ok && faults.length === 0) return read.config
  throw new Refused(...faults, ...(read.ok ? [] : read.faults))
}

type Opened = { database: Database; config: Config }

/** Opens the database of this installation for one piece of work, and closes it again. */
export async function withDatabase<T>(
  world: OperateWorld,
  config: Config,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const closers: Closers = []
  const log = {
    info: () => undefined,
    warn: (facts: Record<string, unknown>, message: string) =>
      world.err(`${message} ${JSON.stringify(facts)}`),
  }
  try {
    return await work({ database: await openOwnDatabase({ config, log, closers }), config })
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}
