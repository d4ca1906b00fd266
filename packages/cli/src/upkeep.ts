import type { Command } from 'commander'
import { type Flags, operate } from './commands/serve.ts'

/** Commands about this installation's own database and files: they ask no server, and have its settings. */
export function addUpkeep(program: Command): void {
  addMigrate(program)
}

function addMigrate(program: Command): void {
  const migrate = program
    .command('migrate')
    .description("the database's schema; needs the settings of the server, not the server")
  migrate
    .command('plan')
    .description('what would be applied')
    .option('--sql', 'with the statements')
    .option('--json', 'as JSON, statements included')
    .action((flags: Flags) => operate(['migrate', 'plan'], flags))
  migrate
    .command('up')
    .description('apply what is due; the release before goes on working beside it')
    .option('--contract', 'also take away what only older releases use; when none of them runs')
    .action((flags: Flags) => operate(['migrate', 'up'], flags))
  migrate
    .command('status')
    .description('how the schema stands; exit 1 while this release could not serve it')
    .option('--wait <seconds>', 'look until it can, at most so long')
    .option('--json', 'as JSON')
    .action((flags: Flags) => operate(['migrate', 'status'], flags))
}
