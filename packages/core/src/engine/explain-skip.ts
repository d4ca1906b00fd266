import { conditionFacts } from './condition-facts.ts'
import { type Facts, holds, lookUp } from '../catalog/form/conditions.ts'
import type { Condition } from '../catalog/item.ts'
import { actionRule, type Said, type SeenAction } from './explain-facts.ts'
import { calledIn, cut, listed, shown } from './explain-words.ts'
import { standing } from './ready.ts'
import type { SkipReason } from './run.ts'

type Say = (seen: SeenAction) => Said

/** What is to be said of a skipped action by the reason. */
const sentences: Readonly<Record<SkipReason, Say>> = {
  condition,
  predecessor: (seen) => {
    const { work, planned } = seen
    const needed = planned.needs ?? planned.after
    const bad = needed.filter((id) => standing(work, id) !== 'succeeded')
    return {
      sentence: `It was skipped: it needs the success of ${calledIn(seen.plan, bad.length > 0 ? bad : needed)}`,
      because: actionRule(seen, ['dependencies', 'require_success'], 'require_success true'),
    }
  },
  handed_over: (seen) => ({
    sentence: `It was skipped: people carry the request since automation failed${at(seen, seen.run.handover?.action)}`,
  }),
  stopped: (seen) => ({
    sentence: `It was skipped: the request failed before its turn${at(seen, seen.run.failure?.action)}`,
  }),
  not_needed: () => ({ sentence: 'It was skipped: it was not needed' }),
  beaten: ({ run }) => ({
    sentence: `It was skipped: ${run.winner?.lane === 'manual' ? 'people were' : 'automation was'} done first`,
  }),
  person: ({ action }) => ({
    sentence: `It was skipped by ${action.skippedBy?.by ?? 'somebody'}: ${cut(action.skippedBy?.reason ?? '')}`,
  }),
}

function at({ plan }: SeenAction, action: string | undefined): string {
  return action === undefined ? '' : ` at ${calledIn(plan, [action])}`
}

/** Why an action was skipped. */
export function explainSkip(seen: SeenAction): Said {
  return sentences[seen.action.because ?? 'not_needed'](seen)
}

function condition(seen: SeenAction): Said {
  const { plan, run, planned } = seen
  const facts = conditionFacts(plan, run)
  const index = planned.conditions.findIndex((one) => !holds(one, facts))
  const failing = planned.conditions[index]
  const why = failing ? listed(whyNot(failing, facts)) : 'a condition that holds by now'
  const one = planned.conditions.length === 1
  return {
    sentence: `It was skipped: its condition did not hold: ${why}`,
    because: actionRule(
      seen,
      one || index < 0 ? ['conditions'] : ['conditions', index],
      'conditions',
    ),
  }
}

/** The comparisons that kept a condition from holding, with the values they met. */
function whyNot(failing: Condition, facts: Facts): readonly string[] {
  if ('all' in failing)
    return failing.all.filter((part) => !holds(part, facts)).flatMap((part) => whyNot(part, facts))
  if ('any' in failing) return failing.any.flatMap((part) => whyNot(part, facts))
  if ('not' in failing) return met(failing.not, facts).map((text) => `not (${text})`)
  return met(failing, facts)
}

function met(one: Condition, facts: Facts): readonly string[] {
  if ('all' in one) return one.all.flatMap((part) => met(part, facts))
  if ('any' in one) return one.any.flatMap((part) => met(part, facts))
  if ('not' in one) return met(one.not, facts)
  const { field, operator, value } = one
  return [`${field} ${operator} ${shown(value)}, and ${field} is ${shown(lookUp(field, facts))}`]
}
