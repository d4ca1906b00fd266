import { expect, it } from 'vitest'
import { effectOfAction } from '../schemas.ts'

const post = { endpoint: { url: 'https://api.example.com', method: 'POST' } }
const get = { endpoint: { url: 'https://api.example.com' } }
const templated = { endpoint: { url: 'https://api.example.com', method: '{{fields.method}}' } }

it.each([
  ['rest-api', get, 'safe', true],
  ['rest-api', { ...get, idempotent: false }, 'never', false],
  ['rest-api', post, 'safe', false],
  ['rest-api', { ...post, idempotent: true }, 'safe', false],
  ['rest-api', { ...post, idempotent: false }, 'never', false],
  ['rest-api', templated, 'safe', false],
  ['webhook', get, 'safe', false],
  ['webhook', { ...post, idempotent: false }, 'never', false],
  ['jira-ticket', {}, 'search', false],
  ['notification', { channel: 'slack' }, 'never', false],
  ['notification', { channel: 'teams' }, 'never', false],
  ['notification', { channel: 'email' }, 'safe', false],
  ['notification', { channel: 'pagerduty' }, 'safe', false],
  ['notification', { channel: '{{fields.channel}}' }, 'never', false],
  ['delay', { seconds: 1 }, 'safe', true],
  ['manual-task', { title: 'x' }, 'safe', true],
])(
  'knows of %s with %o that a repeat is %s, and whether it only reads',
  (type, config, repeat, reads) => {
    const effect = effectOfAction(type, config)

    expect(effect).toEqual({ repeat, reads })
  },
)

it('knows nothing of a type without a connector', () => {
  expect(effectOfAction('no-such-type', {})).toBeUndefined()
})
