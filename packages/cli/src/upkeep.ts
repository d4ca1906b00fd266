import type { Command } from 'commander'
import { type Flags, operate } from './commands/serve.ts'

/** Commands about this installation's own database and files: they ask no server, and have its settings. */
export function addUpkeep(program: Command): void {
  addMigrate(program)
  addBackup(program)
  program
    .command('doctor')
    .description(
      'look at database, schema, keys, disk, clock, catalog and connections; says what to do; exit 1 when something fails',
    )
    .option('--json', 'as JSON')
    .action((flags: Flags) => operate(['doctor'], flags))
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

function addBackup(program: Command): void {
  const backup = program
    .command('backup')
    .description('backups of the database and its configuration, sealed; needs no server')
  backup
    .command('create')
    .description('make one in PAO_BACKUP_DIR, read it back, delete those that are too many')
    .option('--json', 'as JSON')
    .action((flags: Flags) => operate(['backup', 'create'], flags))
  backup
    .command('list')
    .description('those of the folder, newest last')
    .action(() => operate(['backup', 'list']))
  backup
    .command('verify [file]')
    .description('read one whole, the newest unless named; exit 1 when it is damaged')
    .action((file?: string) => operate(['backup', 'verify', ...(file === undefined ? [] : [file])]))
  backup
    .command('restore [file]')
    .description('into the empty database of PAO_DATABASE_URL, all of it or nothing')
    .option('--files <folder>', 'write the configuration that went with it there')
    .action((file: string | undefined, flags: Flags) =>
      operate(['backup', 'restore', ...(file === undefined ? [] : [file])], flags),
    )
}
