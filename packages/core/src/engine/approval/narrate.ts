import { verdictOf } from './approval.ts'
import type { Approval, Stage, Vote } from './ask.ts'
import { endText, newsOf, wantedText } from './describe.ts'

/** What one event meant for an ask, in plain words. */
export function approvalSentences(
  name: string,
  was: Approval | undefined,
  is: Approval | undefined,
): readonly string[] {
  if (was === is) return []
  if (!is)
    return was && verdictOf(was) !== 'reject'
      ? [`What people said to '${name}' is void: something was changed, and it is asked anew.`]
      : []
  const known = was?.digest === is.digest ? was : undefined
  return is.stages.flatMap((stage, n) => stageSentences(name, known?.stages[n], stage))
}

function stageSentences(name: string, was: Stage | undefined, is: Stage): readonly string[] {
  const stage = `'${name}' (${is.name})`
  const { opened, ended, reminded, votes, handed, added } = newsOf(was, is)
  const told: (string | false)[] = [
    opened && `${stage} asks for ${wantedText(is)}.`,
    ...votes.map((vote) => voteSentence(stage, vote)),
    ...handed.map(({ from, to }) => `${from} handed their voice in ${stage} to ${to}.`),
    ...added.map((more) => `${stage} took too long: ${more} may decide too.`),
    reminded && `${stage} was brought to mind again.`,
    ended && is.timedOut !== undefined && `${stage} is ${endText(is)}.`,
  ]
  return told.filter((one) => one !== false)
}

function voteSentence(stage: string, { names, decision, voice, comment }: Vote): string {
  const as = voice === undefined ? '' : ` for ${voice}`
  const words = comment === undefined ? '' : `: ${comment}`
  return `${names[0] ?? 'Somebody'}${as} ${decision === 'approve' ? 'approved' : 'rejected'} ${stage}${words}.`
}
