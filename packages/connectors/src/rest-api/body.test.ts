import { multipart } from '@pao/fakes'
import { expect, it } from 'vitest'
import { testContext } from '../../contract/index.ts'
import type { Answer } from '../kit/context.ts'
import { restApi } from './connector.ts'

const good: Answer = {
  status: 200,
  headers: new Headers(),
  url: '',
  text: () => '{}',
  bytes: () => Buffer.from('{}'),
  json: () => ({}),
}

it('sends the file of an answer byte by byte in a multipart body', async () => {
  const context = testContext({ http: { send: () => Promise.resolve(good) } })
  const bytes = Buffer.from([0, 255, 13, 10, 128])
  const der = { encoding: 'base64' as const, content: bytes.toString('base64') }
  const pem = { content: 'grüße', content_type: 'text/plain; charset=utf-8' }

  await restApi.execute(context, {
    endpoint: { url: 'https://api.example.com/x', method: 'POST' },
    body: {
      type: 'multipart',
      content_template: 'kind=certificate',
      files: [
        { name: 'file', filename: 'a"b.der', ...der },
        { name: 'note', filename: 'note.txt', ...pem },
      ],
    },
  })

  const [call] = context.calls
  const sent = Buffer.from(call?.body ?? '')
  expect(multipart(call?.headers?.['content-type'], sent)).toMatchObject([
    { name: 'kind', content: Buffer.from('certificate') },
    { name: 'file', filename: 'a%22b.der', type: 'application/octet-stream', content: bytes },
    { name: 'note', type: 'text/plain; charset=utf-8', content: Buffer.from('grüße') },
  ])
})
