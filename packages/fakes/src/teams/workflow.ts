import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { type Call, jsonBody, type Reply } from '../kit/server.ts'

/** A message a flow accepted; the card as it came. */
export type TeamsCard = Readonly<Record<string, unknown>>

const cardFile = new URL('../../contracts/teams/adaptive-card-1.5.schema.json', import.meta.url)
const flowPath = '/workflows/fake0flow/triggers/manual/paths/invoke'
const signature = 'fake-teams-signature'
/** Bytes of a message (learn.microsoft.com, limits of webhooks for Teams). */
const largestMessage = 28 * 1024

/** Where the flow listens; whoever has the address may post, so it is the secret. */
export const teamsAddress = `${flowPath}?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature}`

/** A Power Automate flow that posts a card to a channel. Undefined = the call is not about it. */
export function answerTeams(call: Call, keep: (card: TeamsCard) => void): Reply | undefined {
  if (!call.path.startsWith('/workflows/')) return undefined
  if (call.path !== flowPath)
    return refusal(404, 'WorkflowNotFound', 'The workflow could not be found.')
  if (call.query.get('sig') !== signature)
    return refusal(
      401,
      'DirectApiAuthorizationRequired',
      'The request must be authenticated by Shared Access scheme.',
    )
  if (call.method !== 'POST')
    return refusal(405, 'MethodNotAllowed', 'The trigger takes POST only.')
  if (call.raw.length > largestMessage)
    return refusal(413, 'RequestEntityTooLarge', 'The message is larger than 28 KB.')
  const card = cardIn(jsonBody(call))
  if (card === undefined)
    return refusal(400, 'TriggerInputSchemaMismatch', 'The input does not match the schema.')
  keep(card)
  return { status: 202 }
}

function refusal(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } }
}

/** The one card of the envelope `{type, attachments: [{contentType, content}]}`, if it is a valid one. */
function cardIn(body: unknown): TeamsCard | undefined {
  const { type, attachments } = (body ?? {}) as { type?: unknown; attachments?: unknown }
  if (type !== 'message' || !Array.isArray(attachments) || attachments.length !== 1)
    return undefined
  const { contentType, content } = (attachments[0] ?? {}) as Record<string, unknown>
  if (contentType !== 'application/vnd.microsoft.card.adaptive') return undefined
  return isCard(content) ? (content as TeamsCard) : undefined
}

let validate: ((value: unknown) => boolean) | undefined

/** True for a card of at most version 1.5 in Microsoft's schema (draft-06, read without its id). */
function isCard(value: unknown): boolean {
  if (validate === undefined) {
    const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(cardFile, 'utf8'))
    validate = new Ajv({ strict: false, logger: false, validateFormats: false }).compile(schema)
  }
  const { type, version } = (value ?? {}) as { type?: unknown; version?: unknown }
  return type === 'AdaptiveCard' && Number(version) <= 1.5 && validate(value)
}
