import { type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { LinkedApproval } from '#requests/approvals/by-link.ts'
import type { ApiDeps } from '../deps.ts'
import { pagePolicy } from '../headers.ts'

const config = { access: 'public' as const }
/** Pages for people with a link; not part of the API that programs use. */
const schema = { hide: true }

/**
 * The page behind a link in an e-mail. Opening it decides nothing, since scanners of mail open links; the form on it does,
 * once, as the person the mail was sent to.
 */
export function approvalLinkRoutes({ approvals }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: FastifyRequest, text: string) =>
        Object.fromEntries(new URLSearchParams(text)),
    )
    app.get<{ Querystring: { token?: unknown } }>(
      '/approvals/by-link',
      { config, schema },
      async (request, reply) => {
        const { token: given } = request.query
        const token = typeof given === 'string' ? given : ''
        return shown(reply, () => approvals.byLink(token), token)
      },
    )
    app.post<{ Body: Record<string, string> | undefined }>(
      '/approvals/by-link',
      { config, schema },
      async (request, reply) => {
        const { token = '', decision, comment = '' } = request.body ?? {}
        if (decision !== 'approve' && decision !== 'reject')
          return shown(reply, () => approvals.byLink(token), token)
        const said = {
          decision,
          ...(comment !== '' && { comment: comment.slice(0, 2_000) }),
        } as const
        return shown(reply, () => approvals.decideByLink(token, said), token)
      },
    )
  }
}

async function shown(
  reply: FastifyReply,
  see: () => Promise<LinkedApproval>,
  token: string,
): Promise<FastifyReply> {
  pagePolicy(reply)
  reply.header('cache-control', 'no-store').type('text/html; charset=utf-8')
  try {
    return reply.send(pageOf(await see(), token))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { detail } = error.facts
    const more = typeof detail === 'string' ? `<p>${escaped(detail)}</p>` : ''
    const status = error.code === 'approval.link_invalid' ? 403 : 409
    return reply
      .code(status)
      .send(page('Not possible', `<h1>${escaped(error.message)}</h1>${more}`))
  }
}

function pageOf({ link, view }: LinkedApproval, token: string): string {
  const { title, summary, request, bound, permission, digest } = view
  const rows = [
    ['Item', `${request.item.name} ${request.item.version}`],
    ['Ordered by', request.requester.email],
    ['Environment', request.environment],
    ['Price a month', bound.price],
    ...Object.entries(bound.fields),
  ]
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(value)}</td></tr>`)
  const about = `<h1>${escaped(title)}</h1><p>${escaped(summary)}</p><table>${rows.join('')}</table>`
  const isSame = digest === link.digest
  if (!isSame)
    return page(
      title,
      `${about}<p>It has changed since this mail was sent; look for a newer one.</p>`,
    )
  const isOpen = permission.ok && permission.stage === link.stage
  return page(title, isOpen ? `${about}${formOf(link.person, token)}` : `${about}${pastOf(view)}`)
}

function pastOf({ stages }: LinkedApproval['view']): string {
  const votes = stages.flatMap((stage) =>
    stage.votes.map(({ names, decision }) => `<li>${escaped(names[0])}: ${decision}</li>`),
  )
  return `<p>You need not decide here (any more).</p><ul>${votes.join('')}</ul>`
}

function formOf(person: string, token: string): string {
  return `<form method="post" action="/api/v1/approvals/by-link">
<p>You decide as ${escaped(person)}.</p>
<input type="hidden" name="token" value="${escaped(token)}">
<label>Comment<br><textarea name="comment" rows="3" maxlength="2000"></textarea></label>
<p><button name="decision" value="approve">Approve</button> <button name="decision" value="reject">Reject</button></p>
</form>`
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}th{text-align:left;padding-right:1rem;vertical-align:top}textarea{width:100%}button{font:inherit;padding:.6rem 1.2rem}</style></head><body>${body}</body></html>`
}

function escaped(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
