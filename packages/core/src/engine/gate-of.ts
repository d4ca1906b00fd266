import type { Document, EnvironmentOverride, Notification } from '../catalog/item.ts'
import { addressOf } from './notices-of.ts'
import { isMessageName } from './message-names.ts'
import { escalationPath } from './owner-notices.ts'
import type { PlannedAction } from './plan.ts'
import { backoffOf } from './planned-action.ts'

/** Id of the action that asks before the work begins; no action of a document can have it. */
export const gateId = 'gate:approval'

/** Roles of the owning team's members who decide where the document names nobody. */
const decidingRoles = ['approver', 'platform-team'] as const

/** Hours, where the document says nothing: two weeks until silence is a no, a reminder a day. */
const presets = { timeout: 336, reminder: 24, escalation: 48 } as const

/** `checked`: a prerequisite of the document wants people asked for this very order. */
export type GateFacts = { environment?: string | undefined; checked?: boolean }

/**
 * The action by which people agree to an order before anything of it begins; undefined where the document does not
 * ask for that. What the document says of an environment goes before what it says for all.
 */
export function gateOf(document: Document, facts: GateFacts): PlannedAction | undefined {
  const own = overrideOf(document, facts.environment)
  const written = own?.approvals
  if (!isAsked(document, own, facts)) return undefined
  return {
    id: gateId,
    name: `Approval of ${document.metadata.name}`,
    type: 'approval-workflow',
    lane: 'gate',
    role: 'main',
    config: isSettings(written)
      ? { workflow: workflowOf(document, wordsOf(toldOf(document))), ...written }
      : configOf(document, namesIn(written)),
    after: [],
    requireSuccess: false,
    conditions: [],
    retry: backoffOf(),
    onFailure: 'fail',
    output: {},
    sensitive: [],
  }
}

/**
 * The actions with what people must agree to, and what is asked of other systems after that, before all that nothing
 * precedes.
 */
export function behind(
  gate: PlannedAction | undefined,
  actions: readonly PlannedAction[],
  checks: readonly PlannedAction[] = [],
): readonly PlannedAction[] {
  const agreed = gate ? [gate.id] : []
  // Nothing hangs on the answer to what is only asked.
  const needed = checks.filter(({ onFailure }) => onFailure === 'fail').map(({ id }) => id)
  const after = [...agreed, ...needed]
  if (!gate && checks.length === 0) return actions
  return [
    ...(gate ? [gate] : []),
    ...checks.map((check) => ({ ...check, after: agreed })),
    ...actions.map((one) => (comesFirst(one) && after.length > 0 ? { ...one, after } : one)),
  ]
}

function comesFirst({ role, after }: PlannedAction): boolean {
  return role !== 'rollback' && after.length === 0
}

function isAsked(
  { metadata }: Document,
  own: EnvironmentOverride | undefined,
  { checked }: GateFacts,
): boolean {
  if (checked) return true
  const approvals = own?.approvals
  if (typeof approvals === 'boolean') return approvals
  if (isSettings(approvals) || Array.isArray(approvals)) return true
  return (own?.visibility ?? {}).require_approval ?? isAskedEverywhere(metadata)
}

function isAskedEverywhere({ visibility }: Document['metadata']): boolean {
  return visibility?.require_approval === true
}

function overrideOf(
  document: Document,
  environment: string | undefined,
): EnvironmentOverride | undefined {
  const all = document.kind === 'CatalogItem' ? document.fulfillment.environments : undefined
  if (!all || environment === undefined || !Object.hasOwn(all, environment)) return undefined
  return all[environment]
}

type Settings = Readonly<Record<string, unknown>>

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function namesIn(written: unknown): readonly string[] | undefined {
  return Array.isArray(written) ? written.filter((name) => typeof name === 'string') : undefined
}

function configOf(document: Document, named: readonly string[] | undefined): Settings {
  const told = toldOf(document)
  const channels = channelsOf(document, told)
  return {
    workflow: workflowOf(document, wordsOf(told)),
    stages: [
      {
        name: 'approval',
        approvers: approversOf(document, named ?? told.approvers ?? []),
        timeout: { duration: presets.timeout, action: 'reject' },
        ...escalationOf(document, told),
      },
    ],
    notifications: {
      reminder_interval: presets.reminder,
      ...(channels.length > 0 && { channels }),
    },
    delegation: { enabled: true },
  }
}

function toldOf(document: Document): Notification {
  const all = document.kind === 'CatalogItem' ? document.fulfillment.notifications : undefined
  return all?.on_approval_required ?? {}
}

/** The words of `template`; the name of a message has none of its own here, for what is asked says more. */
function wordsOf({ template }: Notification): string | undefined {
  return template === undefined || isMessageName(template) ? undefined : template
}

/**
 * An action that asks people, with what `on_approval_required` of its document says where its own settings say nothing:
 * the words of `template` as what is shown, `channels` as who hears of it.
 */
export function tellingAsked(document: Document, action: PlannedAction): PlannedAction {
  const told = toldOf(document)
  if (action.type !== 'approval-workflow' || told.enabled === false) return action
  const { workflow, notifications } = action.config
  const words = wordsOf(told)
  const channels = told.channels === undefined ? [] : channelsOf(document, told)
  return {
    ...action,
    config: {
      ...action.config,
      ...(words !== undefined && {
        workflow: { name: titleOf(document, action), description: words, ...settingsOf(workflow) },
      }),
      ...(channels.length > 0 && { notifications: { channels, ...settingsOf(notifications) } }),
    },
  }
}

function titleOf({ metadata }: Document, { name }: PlannedAction): string {
  return plain(`${metadata.name}: ${name}`)
}

function settingsOf(written: unknown): Settings {
  return isSettings(written) ? written : {}
}

function workflowOf({ metadata }: Document, words: string | undefined): Settings {
  const text = words ?? plain(metadata.description)
  return { name: `Order of ${plain(metadata.name)}`, ...(text !== '' && { description: text }) }
}

/** Persons by e-mail, teams by any other name; a template gives persons. */
function approversOf({ metadata }: Document, named: readonly string[]): Settings {
  if (named.length === 0)
    return { type: 'groups', list: [metadata.owner.team], holding: decidingRoles }
  if (named.every((name) => name.includes('{{'))) return { type: 'dynamic', list: named.join(', ') }
  const persons = named.filter((name) => name.includes('@') || name.includes('{{'))
  const type = persons.length === 0 ? 'groups' : 'any'
  return { type: persons.length === named.length ? 'users' : type, list: named }
}

/** Whom the document names, else the owner, so that somebody hears of it who is not asked by name. */
function channelsOf({ metadata }: Document, told: Notification): readonly string[] {
  if (told.enabled === false) return []
  const written = told.channels ?? [metadata.owner.contact]
  return written.flatMap((channel) => {
    const address = addressOf(channel)
    if (!address) return []
    return [address.to === undefined ? address.channel : `${address.channel}:${address.to}`]
  })
}

/** The owner's e-mails, one after the other: only a person can decide, not a channel. */
function escalationOf(document: Document, told: Notification): Settings {
  const to = escalationPath(document).flatMap((one) => (one.channel === 'email' ? [one.to] : []))
  if (to.length === 0) return {}
  const minutes = told.escalation_after ?? presets.escalation * 60
  return minutes > 0 ? { escalation: { after: minutes / 60, to } } : {}
}

/** A name goes into a template as text, never as a template. */
function plain(text: string): string {
  return text.replaceAll(/[{}\\]/g, '')
}
