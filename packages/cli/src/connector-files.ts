/** Words of an action type (`dns-record`) as code spells them. */
type Names = { type: string; camel: string; pascal: string }

/** The spellings of an action type; undefined unless it is lower-case words joined by hyphens. */
export function namesOf(type: string): Names | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(type) || type.length > 50) return undefined
  const [first = '', ...rest] = type.split('-')
  const camel = [first, ...rest.map(capital)].join('')
  return { type, camel, pascal: capital(camel) }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** The files of a connector that works: name to content. It makes a thing by one call and passes its key on. */
export function connectorFiles(names: Names): ReadonlyMap<string, string> {
  return new Map([
    ['config.ts', config(names)],
    ['connector.ts', connector(names)],
    ['recorded.ts', recorded],
    ['connector.test.ts', test(names)],
    ['README.md', page(names)],
  ])
}

/** What makes it known: the lines to add, by file beside the connector's folder. */
export function shelfLines({ type, camel, pascal }: Names): ReadonlyMap<string, readonly string[]> {
  return new Map([
    [
      'schemas.ts',
      [
        `import { ${pascal}Config, ${camel}Effect } from './${type}/config.ts'`,
        `'${type}': ${pascal}Config, (in actionSchemas)`,
        `'${type}', (in runnableTypes)`,
        `['${type}', ${camel}Effect], (in effectRules)`,
      ],
    ],
    [
      'index.ts',
      [`import { ${camel} } from './${type}/connector.ts'`, `${camel}, (in connectors)`],
    ],
  ])
}

function config({ type, camel, pascal }: Names): string {
  return `import type { Static } from 'typebox'
import { address, closed, maybe, secretName, text } from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

/** Settings of \`${type}\`. */
export const ${pascal}Config = closed('Makes a thing by one call', {
  url: address('Where things are made, e.g. https://api.example.com/v1/things'),
  name: text('Name of the thing', { minLength: 1 }),
  token_ref: maybe(secretName('Secret holding the bearer token')),
})
export type ${pascal}Config = Static<typeof ${pascal}Config>

/** The target tells a repeat by its Idempotency-Key. */
export const ${camel}Effect: EffectRule = { repeat: 'safe' }
`
}

function connector({ type, camel, pascal }: Names): string {
  return `import { failedAnswer, failedTransport } from '../kit/answers.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { permanent, targetOf } from '../kit/target.ts'
import { ${pascal}Config, ${camel}Effect } from './config.ts'
import { recorded } from './recorded.ts'

/** Makes a thing; asked twice under one key it makes it once. */
export const ${camel} = defineConnector({
  type: '${type}',
  config: ${pascal}Config,
  ...${camel}Effect,
  recorded,
  outputs: { id: { description: 'Id of the thing' } },
  execute: make,
})

async function make(context: ActionContext, config: ${pascal}Config): Promise<Outcome> {
  const target = targetOf(config.url)
  if (!target.ok) return target.outcome
  try {
    const answer = await context.http.send({
      method: 'POST',
      url: target.url.href,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': context.idempotencyKey,
        ...(config.token_ref !== undefined && {
          authorization: \`Bearer \${context.secret(config.token_ref)}\`,
        }),
      },
      body: JSON.stringify({ name: config.name }),
      signal: context.signal,
    })
    if (answer.status >= 300) return failedAnswer(answer, context.now)
    return made(answer)
  } catch (error) {
    return failedTransport(error)
  }
}

${reading(type)}`
}

function reading(type: string): string {
  return `/** An answer nobody can read comes after the effect, so it says "maybe". */
function made(answer: Answer): Outcome {
  const id = idOf(answer)
  if (id === undefined)
    return withMade(permanent('${type}.answer_unreadable', 'The answer names no id'), 'maybe')
  return { kind: 'succeeded', outputs: { id }, ref: { kind: 'thing', id } }
}

function idOf(answer: Answer): string | undefined {
  try {
    const id: unknown = Reflect.get(Object(answer.json()), 'id')
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined
  }
}
`
}

const recorded = `import type { Recorded } from '../kit/recorded.ts'

/** The thing is made. Copy answers from the contract of the other side and say where they stand in it. */
export const recorded: Recorded = [
  {
    method: 'POST',
    path: '/{**}',
    status: 201,
    body: { id: 'thing-1' },
    source: 'Example API v1, Create a thing',
  },
]
`

function test({ type, camel, pascal }: Names): string {
  return `import { startFakeRest } from '@pao/fakes'
import { expect, it } from 'vitest'
import { exerciseConnector, testContext } from '../../contract/index.ts'
import type { ${pascal}Config } from './config.ts'
import { ${camel} } from './connector.ts'

const secrets = { TOKEN: 'very-secret-token' }
const config = (url: string): ${pascal}Config => ({
  url: \`\${url}/v1/things\`,
  name: 'one',
  token_ref: 'TOKEN',
})

exerciseConnector(${camel}, {
  config: config('https://api.example.com'),
  async remote() {
    const rest = await startFakeRest({ port: 0, token: secrets.TOKEN })
    return {
      config: config(rest.url),
      options: { secrets },
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        rest.switches.failures = [failure]
      },
      effects: () => rest.effects().length,
      [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
    }
  },
})

/** Answers as if a thing was made, in words nobody can read. */
const unreadable = {
  send: () =>
    Promise.resolve({
      status: 201,
      headers: new Headers(),
      url: '',
      bytes: () => Buffer.from('made'),
      text: () => 'made',
      json: (): unknown => JSON.parse('made'),
    }),
}

it('says that the thing may be there when nobody can read the answer', async () => {
  const context = testContext({ secrets, http: unreadable })

  const outcome = await ${camel}.execute(context, config('https://api.example.com'))

  expect(outcome).toMatchObject({ code: '${type}.answer_unreadable', made: 'maybe' })
})
`
}

function page({ type }: Names): string {
  return `# ${type}

Makes a thing by one call. The call carries \`Idempotency-Key\`, so a repeat makes nothing new.

## Settings

<!-- settings: generated from config.ts -->

| setting | kind | needed | meaning |
| --- | --- | --- | --- |
| \`url\` | string | yes | Where things are made, e.g. https://api.example.com/v1/things |
| \`name\` | string | yes | Name of the thing |
| \`token_ref\` | string |  | Secret holding the bearer token |

<!-- end of settings -->

## Outputs

| output | meaning |
| --- | --- |
| \`id\` | id of the thing |

## Failure codes

| code | meaning | tried again |
| --- | --- | --- |
| \`config.url_invalid\` | the address cannot be called | no |
| \`${type}.answer_unreadable\` | the answer names no id; the thing may be there | no |

## Permissions

Whatever the token needs to make things.

## Example

\`\`\`yaml
- id: make
  type: ${type}
  config:
    url: https://api.example.com/v1/things
    name: '{{fields.database_name}}'
    token_ref: THINGS_TOKEN
\`\`\`
`
}
