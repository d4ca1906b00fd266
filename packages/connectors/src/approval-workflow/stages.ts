import type { AskedStage } from '@pao/core/engine'
import { compare } from '@pao/core/catalog'
import type { ActionContext } from '../kit/context.ts'
import type { ApprovalWorkflowConfig } from './config.ts'

type Written = ApprovalWorkflowConfig['stages'][number]
type Asked = AskedStage & Required<Pick<AskedStage, 'approvers'>>

const hourMs = 3_600_000

/** The stages as they are asked now, or everything that is wrong with them. */
export function askedStages(
  context: ActionContext,
  config: ApprovalWorkflowConfig,
): { stages: readonly Asked[]; faults: readonly string[] } {
  const stages = config.stages.map((stage, n) => stageOf(context, stage, n))
  const faults = [
    ...stages.flatMap(({ name }, n) =>
      stages.findIndex((other) => other.name === name) === n
        ? []
        : [`/stages/${n}/name: there are two stages ${name}; give each its own name`],
    ),
    ...stages.flatMap((stage, n) => stageFaults(context, { config, stage, n })),
  ]
  return { stages, faults }
}

function stageOf(context: ActionContext, written: Written, n: number): Asked {
  const { name, order, parallel, sla } = written
  const skipped = unmet(context, written)
  return {
    name,
    order: order ?? n + 1,
    ...(parallel === true && { parallel }),
    approvers: approversOf(written),
    ...(skipped !== undefined && { skipped }),
    ...clocksOf(written),
    ...(sla !== undefined && { slaMs: sla * hourMs }),
  }
}

function approversOf({ approvers }: Written): Asked['approvers'] {
  return {
    type: approvers.type === 'dynamic' ? 'users' : approvers.type,
    list: namesIn(approvers.list),
    ...(approvers.holding && { holding: approvers.holding }),
    minimum: approvers.minimum_approvals ?? 1,
  }
}

function clocksOf({ timeout, escalation }: Written): Pick<Asked, 'timeout' | 'escalation'> {
  const { enabled = true, after = 0, to = [] } = escalation ?? {}
  return {
    ...(timeout && { timeout: { afterMs: timeout.duration * hourMs, action: timeout.action } }),
    ...(enabled && to.length > 0 && { escalation: { afterMs: after * hourMs, to } }),
  }
}

/** A template gives one text; names in it stand between commas, semicolons or blanks. */
function namesIn(list: string | readonly string[]): readonly string[] {
  const parts = typeof list === 'string' ? list.split(/[,;\s]+/) : list.map((name) => name.trim())
  return [...new Set(parts.filter((name) => name !== ''))]
}

const sizes: ReadonlySet<string> = new Set(['gt', 'lt', 'gte', 'lte'])

/** The first condition that does not hold. Whether a size that nobody knows is too large is for people to say. */
function unmet({ known }: ActionContext, { conditions = [] }: Written): string | undefined {
  for (const { field, operator, value } of conditions) {
    const found = known(field)
    const isOpen = sizes.has(operator) && (found === undefined || found === null)
    if (!isOpen && !compare(operator, found, value))
      return `${field} ${operator} ${JSON.stringify(value)}`
  }
  return undefined
}

type Judged = { config: ApprovalWorkflowConfig; stage: Asked; n: number }

function stageFaults(context: ActionContext, { config, stage, n }: Judged): readonly string[] {
  if (stage.skipped !== undefined) return []
  const at = `/stages/${n}`
  return [...approverFaults(context, { config, stage }, at), ...clockFaults(stage, at)]
}

function approverFaults(
  { request }: ActionContext,
  { config, stage }: Omit<Judged, 'n'>,
  at: string,
): readonly string[] {
  const { approvers, escalation } = stage
  if (approvers.list.length === 0)
    return [`${at}/approvers/list: nobody is named; give at least one`]
  if (approvers.type !== 'users') return []
  const own = config.allow_self_approval === true ? '' : request.requester.email.toLowerCase()
  const names = [...approvers.list, ...(escalation?.to ?? [])]
  const able = names.filter((name) => name.toLowerCase() !== own).length
  return able >= approvers.minimum
    ? []
    : [
        `${at}/approvers: ${approvers.minimum} must agree, but only ${able} may (who ordered it may not); name more or ask fewer`,
      ]
}

function clockFaults({ escalation, timeout }: Asked, at: string): readonly string[] {
  const onTimeout = timeout?.action === 'escalate'
  if (onTimeout && !escalation)
    return [`${at}/timeout/action: there is nobody to escalate to; name them in escalation.to`]
  return escalation?.afterMs === 0 && !onTimeout
    ? [`${at}/escalation/after: say after how many hours`]
    : []
}
