/** One block of an event stream; a comment or a `retry` alone is a block without event and data. */
export type EventBlock = { event: string; data: string }

/** Blocks end with an empty line; lines end with LF, CRLF or CR. */
const blockEnd = /\r\n\r\n|\n\n|\r\r/
const lineEnd = /\r\n|\n|\r/

/**
 * Reads text/event-stream (WHATWG HTML, section 9.2). A block that the end of the connection cuts is
 * dropped, as that text asks. Throws what reading the body throws; lets go of the body when left early.
 */
export async function* parseEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<EventBlock> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      const blocks = rest.split(blockEnd)
      rest = blocks.pop() ?? ''
      for (const block of blocks) yield readBlock(block)
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function readBlock(text: string): EventBlock {
  const block: EventBlock = { event: '', data: '' }
  const data: string[] = []
  for (const line of text.split(lineEnd)) {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (name === 'event') block.event = value
    if (name === 'data') data.push(value)
  }
  return { ...block, data: data.join('\n') }
}
