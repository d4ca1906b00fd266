/** One mapping or list entry of a YAML text, as its indentation tells it. */
export type Block = {
  /** Column of its keys. */
  indent: number
  parent?: Block
  /** The key of the parent it belongs to; of an entry of a list the list's key. */
  key?: string
  isEntry: boolean
  /** Keys that stand in it, with their plain values. */
  facts: Map<string, string | undefined>
}

/** Where the cursor is: in which block, or at which key's value. */
export type Outline = {
  /** Block of each line; a line inside a longer text has none. */
  lines: readonly (Block | undefined)[]
  blocks: readonly Block[]
}

const keyPattern = /^("[^"]*"|'[^']*'|[\w.$-]+)\s*:(?:\s+(.*))?$/

/**
 * The blocks of a text in block style, whether it can be parsed or not: completion is wanted most where it cannot.
 * What stands in braces is not looked into; `flowAt` does that for the line of the cursor.
 */
export function outlineOf(text: string): Outline {
  const root: Block = { indent: 0, isEntry: false, facts: new Map() }
  const reader = new Reader(root)
  return { lines: text.split('\n').map((line) => reader.read(line)), blocks: reader.blocks }
}

class Reader {
  readonly blocks: Block[]
  private current: Block
  private readonly lasts = new Map<Block, string>()
  /** Indentation a longer text must exceed to go on; undefined = there is none. */
  private longText: number | undefined

  constructor(root: Block) {
    this.current = root
    this.blocks = [root]
  }

  read(line: string): Block | undefined {
    const indent = line.length - line.trimStart().length
    const content = line.slice(indent).trimEnd()
    if (this.longText !== undefined) {
      if (content === '' || indent > this.longText) return undefined
      this.longText = undefined
    }
    if (content === '' || content.startsWith('#')) return this.near(indent)
    return this.take(indent, content)
  }

  /** The block in which a line with nothing on it would go on. */
  private near(indent: number): Block {
    let block = this.current
    while (block.parent && block.indent > indent) block = block.parent
    if (block.indent === indent || indent === 0) return block
    const key = this.lasts.get(block)
    return {
      indent,
      parent: block,
      ...(key !== undefined && { key }),
      isEntry: false,
      facts: new Map(),
    }
  }

  private take(indent: number, content: string): Block {
    if (content === '-' || content.startsWith('- ')) {
      const inner = content.slice(1)
      const offset = inner.length - inner.trimStart().length || 1
      this.enter(indent + 1 + offset, indent)
      const rest = inner.trim()
      return rest === '' ? this.current : this.take(indent + 1 + offset, rest)
    }
    this.leave(indent)
    const found = keyPattern.exec(content)
    if (!found) return this.near(indent)
    if (this.current.indent < indent) this.open(indent, false)
    this.note(found[1] ?? '', found[2], indent)
    return this.current
  }

  private note(name: string, value: string | undefined, indent: number): void {
    const key = name.replace(/^["']|["']$/g, '')
    const plain = value?.replace(/\s+#.*$/, '').trim()
    this.current.facts.set(key, plain?.replace(/^["']|["']$/g, ''))
    this.lasts.set(this.current, key)
    if (plain !== undefined && /^[|>][+-]?\d?$/.test(plain)) this.longText = indent
  }

  /** A new entry of a list whose dashes stand at `dash`. */
  private enter(indent: number, dash: number): void {
    this.leave(dash)
    this.open(indent, true)
  }

  private leave(indent: number): void {
    while (this.current.parent && this.current.indent > indent) this.current = this.current.parent
  }

  private open(indent: number, isEntry: boolean): void {
    const key = this.lasts.get(this.current)
    const block: Block = {
      indent,
      parent: this.current,
      ...(key !== undefined && { key }),
      isEntry,
      facts: new Map(),
    }
    this.blocks.push(block)
    this.current = block
  }
}

/** Keys from the root to a block, `[]` for entries of lists: `presentation.groups[].fields[]`. */
export function pathOf(block: Block): string {
  if (!block.parent) return ''
  const before = pathOf(block.parent)
  const own = `${block.key ?? ''}${block.isEntry ? '[]' : ''}`
  return before === '' ? own : `${before}.${own}`
}
