import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  type BudgetFlags,
  deleteBudget,
  deleteQuota,
  enforcements,
  listBudgets,
  listQuotas,
  type QuotaFlags,
  setBudget,
  setQuota,
} from './commands/quota.ts'
import { gather, type Global, remoteFlags, remoteOf, type World } from './flags.ts'

/** `pao quota` and `pao budget`: what teams may have and spend. */
export function addQuotas(program: Command, world: World): void {
  addQuota(program, world)
  addBudget(program, world)
}

type Where = { environment: string }
const told = (command: Command): Command =>
  placed(command)
    .option('--note <text>', 'whom to ask for more')
    .option('--contact <address>', 'who is told, email:<address> or slack:<#channel>', gather, [])
    .option('--alert <percent>', 'at how much it is told', gather, [])
const placed = (command: Command): Command =>
  remoteFlags(command).option('--environment <name>', 'in one environment; * = all together', '*')

function addQuota(program: Command, world: World): void {
  const quota = program.command('quota').description('how much of something teams may have')
  remoteFlags(quota.command('list').description('quotas, and what is used of them'))
    .option('--team <name>', 'what holds for one team, with what is under way')
    .action((options: Global & { team?: string }) =>
      listQuotas(remoteOf(world, options), options.team),
    )
  told(
    quota
      .command('set <team> <resource>')
      .argument('<limit>', 'how much may stand or be under way at once', amount)
      .description(
        'set one; team * = each for itself; resource item:<id>, category:<id>, type:<type> or a name of a quota-check',
      ),
  )
    .option('--unit <name>', 'what is counted')
    .addOption(new Option('--enforcement <way>', 'what is too much').choices(enforcements))
    .action(
      (team: string, resource: string, limit: number, options: Global & Where & QuotaFlags) => {
        const path = { team, resource, environment: options.environment }
        return setQuota(remoteOf(world, options), path, { ...options, limit })
      },
    )
  placed(quota.command('delete <team> <resource>').description('take one away')).action(
    (team: string, resource: string, options: Global & Where) =>
      deleteQuota(remoteOf(world, options), { team, resource, environment: options.environment }),
  )
}

function addBudget(program: Command, world: World): void {
  const budget = program.command('budget').description('what teams may spend each month')
  remoteFlags(budget.command('list').description('budgets, and what is estimated to be spent'))
    .option('--team <name>', 'what holds for one team, with what is under way')
    .action((options: Global & { team?: string }) =>
      listBudgets(remoteOf(world, options), options.team),
    )
  told(
    budget
      .command('set <team> <currency>')
      .argument('<amount>', 'each month', amount)
      .description('set one; team * = each for itself; currency by its ISO 4217 code'),
  )
    .option('--enforce', 'refuse orders that pass it', false)
    .action(
      (team: string, currency: string, most: number, options: Global & Where & BudgetFlags) => {
        const path = { team, currency, environment: options.environment }
        return setBudget(remoteOf(world, options), path, { ...options, amount: most })
      },
    )
  placed(budget.command('delete <team> <currency>').description('take one away')).action(
    (team: string, currency: string, options: Global & Where) =>
      deleteBudget(remoteOf(world, options), { team, currency, environment: options.environment }),
  )
}

function amount(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It must be a number of 0 or more')
  return value
}
