/** Number of UTF-8 bytes of a text; a lone surrogate counts as the 3 bytes of U+FFFD. */
export function utf8Length(text: string): number {
  const { length } = text
  let bytes = length
  for (let n = 0; n < length; n++) {
    const code = text.charCodeAt(n)
    if (code < 0x80) continue
    if (code < 0x800) bytes += 1
    else if (isPair(code, text, n)) {
      bytes += 2
      n++
    } else bytes += 2
  }
  return bytes
}

function isPair(code: number, text: string, n: number): boolean {
  return (code & 0xfc00) === 0xd800 && (text.charCodeAt(n + 1) & 0xfc00) === 0xdc00
}

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text))
  let to = 0
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n)
    if (unit < 0x80) {
      bytes[to++] = unit
      continue
    }
    let code = text.codePointAt(n) ?? 0
    if (code > 0xffff) n++
    else if ((code & 0xf800) === 0xd800) code = 0xfffd
    to = writeMany(bytes, to, code)
  }
  return bytes
}

function writeMany(bytes: Uint8Array, at: number, code: number): number {
  let to = at
  if (code < 0x800) bytes[to++] = 0xc0 | (code >> 6)
  else {
    if (code < 0x10000) bytes[to++] = 0xe0 | (code >> 12)
    else {
      bytes[to++] = 0xf0 | (code >> 18)
      bytes[to++] = 0x80 | ((code >> 12) & 0x3f)
    }
    bytes[to++] = 0x80 | ((code >> 6) & 0x3f)
  }
  bytes[to++] = 0x80 | (code & 0x3f)
  return to
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const sixBits = Array.from({ length: 64 }, (_, n) => alphabet.charAt(n))
const twelveBits = sixBits.flatMap((first) => sixBits.map((second) => first + second))

/** Base64 of a text's UTF-8 bytes (RFC 4648 section 4, padded). */
export function base64(text: string): string {
  const bytes = utf8(text)
  const whole = bytes.length - (bytes.length % 3)
  let coded = ''
  for (let n = 0; n < whole; n += 3) {
    const first = bytes[n + 1] ?? 0
    coded += twelveBits[((bytes[n] ?? 0) << 4) | (first >> 4)]
    coded += twelveBits[((first & 15) << 8) | (bytes[n + 2] ?? 0)]
  }
  if (bytes.length - whole === 1) coded += `${twelveBits[(bytes[whole] ?? 0) << 4]}==`
  if (bytes.length - whole === 2) {
    const last = bytes[whole + 1] ?? 0
    coded += `${twelveBits[((bytes[whole] ?? 0) << 4) | (last >> 4)]}${sixBits[(last & 15) << 2]}=`
  }
  return coded
}
