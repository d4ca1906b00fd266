import { CommanderError } from 'commander'
import { exitCodes, Stop } from './exit.ts'
import type { World } from './flags.ts'
import { createProgram } from './program.ts'

/** Runs one command line (without `node` and the program's name) and gives its exit code; throws nothing. */
export async function run(world: World, words: readonly string[]): Promise<0 | 1 | 2> {
  try {
    await createProgram(world).parseAsync([...words], { from: 'user' })
    return exitCodes.done
  } catch (error) {
    if (error instanceof Stop) {
      if (error.message !== '') world.screen.err(error.message)
      return error.code
    }
    // Commander has already said what is wrong; asked for help or version, nothing is.
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.done : exitCodes.unasked
    world.screen.err(`pao: ${error instanceof Error ? error.message : String(error)}`)
    return exitCodes.unasked
  }
}
