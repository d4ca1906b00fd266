import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { openApiDocument } from './docs/openapi.ts'
import { outdated } from './generate.ts'

describe('generated documents', () => {
  it('are what the code says now; else run "npm run generate"', { timeout: 60_000 }, async () => {
    expect(await outdated()).toEqual([])
  })

  it(
    'hold a valid OpenAPI 3.1 document with a summary and an id for every operation',
    {
      timeout: 60_000,
    },
    async () => {
      const document = (await openApiDocument()) as {
        paths: Record<
          string,
          Record<string, { operationId?: string; summary?: string; responses?: object }>
        >
      }

      const verdict = await new Validator().validate(document)
      const operations = Object.values(document.paths).flatMap((path) => Object.values(path))

      expect(verdict.errors ?? []).toEqual([])
      expect(operations.length).toBeGreaterThan(35)
      for (const { operationId, summary, responses } of operations) {
        expect(operationId).toMatch(/^[a-z][A-Za-z]+$/)
        expect(summary, operationId).toBeTruthy()
        expect(Object.keys(responses ?? {}).length, operationId).toBeGreaterThan(0)
      }
    },
  )
})
