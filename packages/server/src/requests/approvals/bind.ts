import { createHash } from 'node:crypto'
import type { ApprovalAsk } from '@pao/connectors'
import { canonicalJson } from '@pao/core/catalog'
import type { Approvers, AskedStage, BoundAsk } from '@pao/core/engine'
import type { Held } from '../held.ts'
import { knownOf } from '../known-of.ts'

/**
 * An ask with everything a decision on it names: what the connector shows, the answers, the item's version, what was
 * edited by hand, who is asked, and which try asks.
 */
export function boundAsk(held: Held, action: string, ask: ApprovalAsk): BoundAsk {
  const { approvers, stages, digest: shown, ...rest } = ask
  const asked = stagesOf(held, { approvers, stages })
  const changes = held.run.changes ?? 0
  return {
    ...rest,
    stages: asked,
    shown,
    changes,
    digest: digestOf(held, action, { shown, asked }),
  }
}

type Asked = { [K in 'approvers' | 'stages']: ApprovalAsk[K] | undefined }
type BoundStage = AskedStage & { approvers: Approvers }

function stagesOf({ fixed }: Held, { approvers, stages = [] }: Asked): readonly BoundStage[] {
  const owners: Approvers = { type: 'groups', list: [fixed.ownerTeam], minimum: 1 }
  if (stages.length === 0) return [{ name: 'approval', order: 1, approvers: approvers ?? owners }]
  return stages.map((stage) => ({ ...stage, approvers: stage.approvers ?? approvers ?? owners }))
}

type Shown = { shown: string; asked: readonly BoundStage[] }

/** The fact or output by which the price of a request is known, in the item's currency a month. */
export const priceName = 'estimated_monthly_cost'

function digestOf(held: Held, action: string, { shown, asked }: Shown): string {
  const { key, fixed, run } = held
  const edits = Object.entries(run.actions).flatMap(([id, { edited }]) =>
    edited ? [[id, edited.changes]] : [],
  )
  const bound = {
    request: key.id,
    action,
    // A later try asks anew, and a decision on an earlier one must not fit it.
    fence: run.actions[action]?.fence ?? 0,
    shown,
    asked,
    item: [fixed.itemId, fixed.itemVersion, fixed.definitionHash, fixed.planChanges],
    environment: fixed.environment,
    price: knownOf(held, priceName) ?? null,
    fields: fixed.fields,
    secrets: fixed.sealedFields ? sha256(fixed.sealedFields) : null,
    edits,
    changes: run.changes ?? 0,
  }
  return sha256(canonicalJson(bound))
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
