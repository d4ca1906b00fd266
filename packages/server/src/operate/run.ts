import { parseArgs } from 'node:util'
import { NotRestorable } from '#store/backup/restore.ts'
import { BackupDamaged } from '#store/backup/seal.ts'
import { isUnavailable } from '#store/db.ts'
import { Misconfigured } from '#compose-ground.ts'
import { commands } from './commands.ts'
import { type ExitCode, exitCodes, type OperateWorld, Refused } from './world.ts'

/**
 * Runs one command of whoever operates the service (`migrate`, `doctor`, `backup`, `tenant`) on the database and files of this
 * installation, configured like the server itself. Gives the exit code: 0 done, 1 the answer is no, 2 could not be asked.
 */
export async function operate(world: OperateWorld, words: readonly string[]): Promise<ExitCode> {
  const [noun = '', verb = ''] = words
  const name = commands[noun] === undefined ? `${noun} ${verb}` : noun
  const command = commands[name]
  if (!command) {
    world.err(`"${name.trim()}" is not a command; there are ${Object.keys(commands).join(', ')}`)
    return exitCodes.unasked
  }
  try {
    const { values, positionals } = parseArgs({
      args: words.slice(name.split(' ').length),
      options: command.options,
      allowPositionals: true,
      strict: true,
    })
    return await command.run(world, { values, positionals })
  } catch (error) {
    for (const line of linesOf(error)) world.err(line)
    const isNo = error instanceof BackupDamaged || error instanceof NotRestorable
    return isNo ? exitCodes.no : exitCodes.unasked
  }
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof Misconfigured || error instanceof Refused) return error.faults
  if (isUnavailable(error))
    return [`the database does not answer: ${String(error)}; is PAO_DATABASE_URL right and it up?`]
  return [error instanceof Error ? error.message : String(error)]
}
