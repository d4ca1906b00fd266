/** One changed stretch of a text: where it is now, and where it was. */
export type Edit = { at: number; length: number; from: number; fromLength: number }

export type Rewritten = { text: string; edits: readonly Edit[] }

/** Finds the id of the action that `response.<type>` meant at a place. */
export type Responder = (type: string) => string | undefined

type Replacement = { from: number; length: number; by: string }

/**
 * Rewrites the names of v1 inside templates: `response.<type>.outputs.x` to `output.<id>.x`, `header.x`
 * to `metadata.x`, `header.owner` to the team's name. Text outside of `{{ }}` stays as it is.
 */
export function rewriteNames(text: string, responder: Responder): Rewritten {
  const replacements: Replacement[] = []
  for (const block of text.matchAll(/\{\{[^{}]*\}\}/g)) {
    const names = /(?<![\w.])(?:response\.([A-Za-z][\w-]*)\.outputs\.|header\.(owner\b(?!\.))?)/g
    for (const name of block[0].matchAll(names)) {
      const from = block.index + name.index
      const by = replacementOf(name, responder)
      if (by !== undefined) replacements.push({ from, length: name[0].length, by })
    }
  }
  return apply(text, replacements)
}

/** Rewrites `${NAME}` to the secret reference that v1 meant by it in a header. */
export function rewriteSecrets(text: string): Rewritten {
  const found = [...text.matchAll(/\$\{([A-Za-z_]\w*)\}/g)]
  return apply(
    text,
    found.map((one) => ({
      from: one.index,
      length: one[0].length,
      by: `{{secrets.${one[1] ?? ''}}}`,
    })),
  )
}

/** Where an offset of the rewritten text was in the original. */
export function originalOffset(edits: readonly Edit[], offset: number): number {
  let shift = 0
  for (const edit of edits) {
    if (offset < edit.at) break
    if (offset < edit.at + edit.length) {
      return edit.from + Math.min(offset - edit.at, edit.fromLength - 1)
    }
    shift = edit.from + edit.fromLength - (edit.at + edit.length)
  }
  return offset + shift
}

function replacementOf(name: RegExpExecArray, responder: Responder): string | undefined {
  const type = name[1]
  if (type !== undefined) {
    const id = responder(type)
    return id === undefined ? undefined : `output.${id}.`
  }
  return name[2] === undefined ? 'metadata.' : 'metadata.owner.team'
}

function apply(text: string, replacements: readonly Replacement[]): Rewritten {
  let result = ''
  let done = 0
  const edits: Edit[] = []
  for (const { from, length, by } of replacements) {
    result += text.slice(done, from)
    edits.push({ at: result.length, length: by.length, from, fromLength: length })
    result += by
    done = from + length
  }
  return { text: result + text.slice(done), edits }
}
