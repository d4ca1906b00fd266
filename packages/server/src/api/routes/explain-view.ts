import type { Explained } from '#requests/explain.ts'
import { iso } from './request-views.ts'

/** Why a request is where it is, statement by statement. */
export function explainView({ statements, ...request }: Explained) {
  return {
    ...request,
    statements: statements.map(({ since, waitsFor, canMove, ...statement }) => ({
      ...statement,
      ...(since !== undefined && { since: iso(since) }),
      ...(waitsFor && {
        waits_for: {
          kind: waitsFor.kind,
          detail: waitsFor.detail,
          ...(waitsFor.until !== undefined && { until: iso(waitsFor.until) }),
        },
      }),
      can_move: canMove,
    })),
  }
}
