import { Alert, List, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Cost, PlanPreview } from '../../api/shapes.ts'
import { Details } from '../../ui/details.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PlanGraph } from '../../ui/plan-graph.tsx'
import { Time } from '../../ui/time.tsx'
import { useLanguage, useWords, type Words } from '../../words/index.tsx'
import { amountText, monthlyText } from './cost-text.ts'
import { DryRunView } from './dry-run.tsx'
import { PlanApprovals } from './plan-approvals.tsx'
import { PlanQuotas } from './plan-quotas.tsx'

/** What an order would do, before anything is done. */
export function PlanView({ plan }: { plan: PlanPreview }) {
  const { plan: words, automation, calendar } = useWords()
  const { language } = useLanguage()
  const steps = plan.actions.filter(({ role, lane }) => role === 'main' && lane !== 'notice')
  return (
    <div className="pao-split">
      <Stack>
        <section className="pao-panel">
          <Title order={2} size="h4" mb="sm">
            {words.title}
          </Title>
          <PlanGraph label={words.graphLabel} steps={steps} />
        </section>
        <section className="pao-panel">
          <Title order={2} size="h4" mb="sm">
            {words.steps}
          </Title>
          <ol className="pao-plain">
            {plan.actions.map((action, at) => (
              <PlanStep key={action.id} action={action} plan={plan} place={at + 1} />
            ))}
          </ol>
        </section>
      </Stack>
      <Stack>
        {plan.warnings.length > 0 && (
          <Alert color="orange" icon={<IconAlertTriangle />} title={words.warnings}>
            <List size="sm">
              {plan.warnings.map((warning) => (
                <List.Item key={warning}>{warning}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <aside className="pao-panel" aria-label={words.title}>
          <Facts
            facts={[
              [words.monthly, plan.cost && costOf(plan.cost, words, language)],
              [
                words.oneOff,
                plan.cost !== undefined &&
                  plan.cost.one_off !== 0 &&
                  amountText(plan.cost.one_off, plan.cost.currency, language),
              ],
              [words.mode, (automation as Readonly<Record<string, string>>)[plan.mode]],
              [words.sla, plan.sla],
              [words.estimate, plan.estimated_time],
              [words.starts, plan.not_before === undefined && !plan.closed && startOf(plan, words)],
              [words.earliest, earliestOf(plan) && <Time at={earliestOf(plan) ?? ''} />],
              [calendar.planWaits, plan.closed && closedText(plan.closed, calendar)],
            ]}
          />
        </aside>
        <PlanQuotas quotas={plan.quotas} />
        <PlanApprovals approvals={plan.approvals} />
        <Undoing plan={plan} />
      </Stack>
    </div>
  )
}

function earliestOf({ closed, not_before: wanted, earliest_start: start }: PlanPreview) {
  return closed ? start : wanted
}

function closedText(
  { kind, name, reason }: NonNullable<PlanPreview['closed']>,
  words: Words['calendar'],
): string {
  const what = `${words.closedKinds[kind] ?? kind} ${name}`
  return reason === undefined ? what : `${what}: ${reason}`
}

/** Where people must agree first, nobody knows when. */
function startOf({ approvals }: PlanPreview, words: Words['plan']): string {
  return approvals.some(({ gate }) => gate) ? words.onceAgreed : words.atOnce
}

function costOf(cost: Cost, words: Words['plan'], language: string): string {
  const text = monthlyText(cost, language)
  return cost.complete ? text : words.incomplete(text)
}

function Undoing({ plan }: { plan: PlanPreview }) {
  const { plan: words } = useWords()
  const nameOf = (id: string): string => plan.nodes.find((node) => node.id === id)?.name ?? id
  const can = plan.compensation.map(({ action }) => nameOf(action)).join(', ')
  const cannot = plan.cannot_undo.map(nameOf).join(', ')
  return (
    <section className="pao-panel">
      <Title order={2} size="h5" mb="xs">
        {words.undo}
      </Title>
      {can !== '' && <Text size="sm">{words.undoYes(can)}</Text>}
      {cannot !== '' && <Text size="sm">{words.undoNo(cannot)}</Text>}
      {can === '' && cannot === '' && <Text size="sm">{words.undoNothing}</Text>}
    </section>
  )
}

/** Nobody knows when that begins which runs only if another fails, or tells of what happened. */
function beginOf(
  { role, lane, after }: PlanPreview['actions'][number],
  nameOf: (id: string) => string,
  words: Words['plan'],
): string | undefined {
  if (after.length > 0) return words.after(after.map(nameOf).join(', '))
  return role === 'main' && lane !== 'notice' ? words.first : undefined
}

type StepProps = { action: PlanPreview['actions'][number]; plan: PlanPreview; place: number }

function PlanStep({ action, plan, place }: StepProps) {
  const { plan: words } = useWords()
  const nameOf = (id: string): string => plan.nodes.find((node) => node.id === id)?.name ?? id
  const notes = [
    (words.lanes as Readonly<Record<string, string>>)[action.lane] ?? action.lane,
    (words.roles as Readonly<Record<string, string>>)[action.role],
    (words.conditions as Readonly<Record<string, string>>)[action.conditions],
    beginOf(action, nameOf, words),
    action.available ? undefined : words.missing,
  ]
  return (
    <li className="pao-step">
      <Text fw={700} c="dimmed" w={22} component="span" aria-hidden>
        {place}
      </Text>
      <div className="pao-grow">
        <Text fw={600}>{action.name}</Text>
        <Text size="sm" c="dimmed">
          {action.type} · {notes.filter((note) => note !== undefined).join(' · ')}
        </Text>
        {action.faults && (
          <List size="sm" c="var(--mantine-color-error)">
            {action.faults.map(({ at, message }) => (
              <List.Item key={`${at} ${message}`}>
                {at} {message}
              </List.Item>
            ))}
          </List>
        )}
        {action.input !== undefined && action.input !== null && (
          <Details title={words.input}>
            <pre className="pao-pre" tabIndex={0}>
              {JSON.stringify(action.input, null, 2)}
            </pre>
          </Details>
        )}
        {action.dry_run && <DryRunView dry={action.dry_run} />}
      </div>
    </li>
  )
}
