import type { Books, Logged, Stored, Tried } from './stored.ts'

/**
 * A call that must not be made twice and ended without a clear answer is made again only after somebody
 * said of that very try that nothing came of it.
 */
export function againstWords({ requests, events, tries }: Books): string[] {
  return requests.flatMap((request) =>
    request.plan.actions
      .filter(({ repeat }) => repeat === 'never')
      .flatMap(({ id }) => {
        const own = (tries.get(request.id) ?? []).filter(({ action }) => action === id)
        return blind(request, own, events.get(request.id) ?? [])
      }),
  )
}

function blind({ id, item }: Stored, tries: readonly Tried[], log: readonly Logged[]): string[] {
  return tries.slice(0, -1).flatMap(({ action, fence, entry, outcome, ambiguous }) => {
    const isClear = entry !== 'execute' || (outcome !== 'lost' && !ambiguous)
    return isClear || log.some(({ event }) => denies(event, action, fence))
      ? []
      : [`blind: ${action} of ${item} ${id} was called again after try ${fence}, without a word`]
  })
}

function denies(event: Logged['event'], action: string, fence: number): boolean {
  return (
    event?.type === 'effect_resolved' &&
    event.action === action &&
    event.fence === fence &&
    !event.happened
  )
}
