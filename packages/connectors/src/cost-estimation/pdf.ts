const linesOnPage = 48
/** Characters of Courier 9 that fit between the margins of A4. */
const widest = 95
/** Pages of one document; what comes after is told to be left out. */
const mostPages = 50

/**
 * A plain PDF 1.4 (ISO 32000-1) of lines in Courier, on A4. Letters outside Latin-1 become `?`: the fonts that
 * every reader has know no others.
 */
export function pdfOf(title: string, lines: readonly string[]): Uint8Array {
  const shown = [title, '', ...lines.flatMap(folded)].slice(0, mostPages * linesOnPage)
  const pages = Array.from({ length: Math.ceil(shown.length / linesOnPage) }, (_, n) =>
    shown.slice(n * linesOnPage, (n + 1) * linesOnPage),
  )
  const kids = pages.map((_, n) => `${4 + n * 2} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${5 + n * 2} 0 R >>`,
      stream(page),
    ]),
  ]
  return Buffer.from(fileOf(objects), 'latin1')
}

function folded(line: string): readonly string[] {
  const parts = line.match(new RegExp(`.{1,${widest}}`, 'gu'))
  return parts ?? ['']
}

function stream(lines: readonly string[]): string {
  const text = lines.map((line) => `(${latin(line)}) '`).join('\n')
  const content = `BT /F 9 Tf 16 TL 40 800 Td\n${text}\nET`
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
}

function latin(line: string): string {
  return line
    .replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/gu, '?')
    .replaceAll(/[\\()]/g, String.raw`\$&`)
}

/** Objects are numbered from 1; the table at the end says at which byte each begins. */
function fileOf(objects: readonly string[]): string {
  let file = '%PDF-1.4\n'
  const places: number[] = []
  for (const [n, object] of objects.entries()) {
    places.push(file.length)
    file += `${n + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
}
