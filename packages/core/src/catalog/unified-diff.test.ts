import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { unifiedDiff } from './unified-diff.ts'

/** The text that git makes of another one by a patch. */
function applied(before: string | undefined, patch: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'))
  try {
    if (before !== undefined) writeFileSync(join(folder, 'item.yaml'), before)
    execFileSync('git', ['apply', '--unidiff-zero', '-'], { cwd: folder, input: patch })
    return readFileSync(join(folder, 'item.yaml'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it('shows a change with three lines around it', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n'

  const patch = unifiedDiff('item.yaml', before, before.replace('e', 'E'))

  expect(patch).toBe(
    'diff --git a/item.yaml b/item.yaml\n--- a/item.yaml\n+++ b/item.yaml\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
  )
})

it('says nothing where nothing differs', () => {
  expect(unifiedDiff('item.yaml', 'a\n', 'a\n')).toBe('')
})

it('makes a new file', () => {
  expect(applied(undefined, unifiedDiff('item.yaml', undefined, 'a\nb'))).toBe('a\nb')
})

it('is taken by git and makes the other text of any text', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 14 })
    .map((lines) => lines.join('\n'))
    .filter((one) => one !== '')

  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after)
      expect(applied(before, unifiedDiff('item.yaml', before, after))).toBe(after)
    }),
    { numRuns: 60 },
  )
})
