import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { templateCodes } from './index.ts'

it('lists the same codes in the README as in the code, and each once', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')

  const listed = [...readme.matchAll(/PAO14\d\d/g)].map(([code]) => code).toSorted()

  expect(listed).toEqual(Object.values(templateCodes).toSorted())
})
