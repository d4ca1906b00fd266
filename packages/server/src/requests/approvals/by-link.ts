import { principalByEmail } from '#identity/names.ts'
import type { Principal } from '#identity/principal.ts'
import { type ApprovalDeps, decideApproval, refuseResting } from './decide.ts'
import { type ApprovalView, getApproval } from './inbox.ts'
import { type ApprovalLink, openedLink } from './link.ts'

/** What the page behind a link shows. */
export type LinkedApproval = { link: ApprovalLink; view: ApprovalView }

async function personOf(deps: ApprovalDeps, link: ApprovalLink): Promise<Principal> {
  const { tenant, person } = link
  refuseResting(deps, tenant)
  return principalByEmail(deps, { tenant, email: person, via: 'email' })
}

/** What a link shows; decides nothing, since scanners of mail follow links. Throws `approval.link_invalid`. */
export async function approvalByLink(deps: ApprovalDeps, token: string): Promise<LinkedApproval> {
  const link = openedLink(deps, token, deps.now())
  const view = await getApproval(deps, await personOf(deps, link), link.id)
  return { link, view }
}

/** Decides as the person of the link, on what the mail was sent for. Throws like any decision. */
export async function decideByLink(
  deps: ApprovalDeps,
  token: string,
  said: { decision: 'approve' | 'reject'; comment?: string },
): Promise<LinkedApproval> {
  const link = openedLink(deps, token, deps.now())
  const { id, digest, stage } = link
  const wish = { id, said: { ...said, digest, stage, how: 'email' as const } }
  const principal = await personOf(deps, link)
  await decideApproval(deps, principal, wish)
  return approvalByLink(deps, token)
}
