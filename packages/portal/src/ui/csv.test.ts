import { expect, it } from 'vitest'
import type { RequestSummary } from '../../api/shapes.ts'
import { requestsCsv } from './csv.ts'

it('writes requests so that a spreadsheet takes nothing for a formula', () => {
  const request = {
    id: '1',
    item: { id: 'queue', name: 'Queue', version: '1.0.0' },
    state: 'completed',
    progress: { percentage: 100 },
    environment: null,
    requester: { email: 'dana@example.com' },
    owner_team: 'messages',
    created_at: '2026-01-31T12:00:00.000Z',
    ended_at: null,
    reason: '=HYPERLINK("http://evil.example","click")',
  } as unknown as RequestSummary

  const [, line] = requestsCsv([request]).split('\r\n')

  expect(line).toBe(
    '1,queue,1.0.0,completed,100,,dana@example.com,messages,2026-01-31T12:00:00.000Z,,"\'=HYPERLINK(""http://evil.example"",""click"")"',
  )
})
