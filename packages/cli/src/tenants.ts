import type { Command } from 'commander'
import { type Flags, operate } from './commands/serve.ts'
import { listTenants, resumeTenant, showTenant, suspendTenant } from './commands/tenant.ts'
import { type Global, remoteFlags, remoteOf, type World } from './flags.ts'

/** `pao tenant`: the tenants of an installation, for whoever runs it. */
export function addTenants(program: Command, world: World): void {
  const tenant = program
    .command('tenant')
    .description('tenants of the installation; for admins of the default one')
  remoteFlags(
    tenant.command('list').description('all of them, and whether they are served'),
  ).action((options: Global) => listTenants(remoteOf(world, options)))
  remoteFlags(tenant.command('show <id>').description('one, with figures of what it has')).action(
    (id: string, options: Global) => showTenant(remoteOf(world, options), id),
  )
  remoteFlags(tenant.command('suspend <id>').description('refuse its people and let its work rest'))
    .requiredOption('--reason <text>', 'why, for the record')
    .action((id: string, options: Global & { reason: string }) =>
      suspendTenant(remoteOf(world, options), id, options.reason),
    )
  remoteFlags(tenant.command('resume <id>').description('let it go on where it rested')).action(
    (id: string, options: Global) => resumeTenant(remoteOf(world, options), id),
  )
  tenant
    .command('export <id>')
    .description('all rows of one as NDJSON with a manifest; needs no server, has its settings')
    .requiredOption('--to <folder>', 'a folder that is new or empty')
    .action((id: string, flags: Flags) => operate(['tenant', 'export', id], flags))
  tenant
    .command('delete <id>')
    .description('take a suspended one away for good; needs no server, has its settings')
    .option('--confirm <id>', 'its name once more; without it only says what would go')
    .action((id: string, flags: Flags) => operate(['tenant', 'delete', id], flags))
}
