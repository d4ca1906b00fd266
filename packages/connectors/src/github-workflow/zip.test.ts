import { expect, it } from 'vitest'
import { unzip } from './zip.ts'

/** Written as a stream, so that only the directory at its end knows the sizes, as GitHub's artifacts are. */
const archive = Buffer.from(
  'UEsDBBQACAAIAAAAIVwAAAAAAAAAAAAAAAAMAAAAb3V0cHV0cy5qc29uq1bKyC8uUbJSSknSNVSqBQBQSwcIOz9t2xEAAAAPAAAAUEsDBBQACAAIAAAAIVwAAAAAAAAAAAAAAAAKAAAAZGVlcC9hLnR4dEtMHB4AAFBLBwhY8JpZBgAAAMgAAABQSwMEFAAIAAAAAAAhXAAAAAAAAAAAAAAAAAkAAABwbGFpbi50eHRzdG9yZWRQSwcIC/lDVgYAAAAGAAAAUEsBAhQDFAAIAAgAAAAhXDs/bdsRAAAADwAAAAwAAAAAAAAAAAAAAIABAAAAAG91dHB1dHMuanNvblBLAQIUAxQACAAIAAAAIVxY8JpZBgAAAMgAAAAKAAAAAAAAAAAAAACAAUsAAABkZWVwL2EudHh0UEsBAhQDFAAIAAAAAAAhXAv5Q1YGAAAABgAAAAkAAAAAAAAAAAAAAIABiQAAAHBsYWluLnR4dFBLBQYAAAAAAwADAKkAAADGAAAAAAA=',
  'base64',
)
const texts = (bytes: Uint8Array, mostBytes = 1_000) =>
  unzip(bytes, 10)?.map(({ name, read }) => [name, read(mostBytes)?.toString('utf8')])

it('reads what was packed and what was stored', () => {
  expect(texts(archive)).toEqual([
    ['outputs.json', '{"host":"db-1"}'],
    ['deep/a.txt', 'a'.repeat(200)],
    ['plain.txt', 'stored'],
  ])
})

it('reads no more files than it may, and none that is larger than it may be', () => {
  expect(unzip(archive, 1)).toHaveLength(1)
  expect(texts(archive, 100)?.[1]).toEqual(['deep/a.txt', undefined])
})

it('does not believe the size that an archive claims', () => {
  const lying = Buffer.from(archive)
  const at = lying.indexOf('deep/a.txt', lying.indexOf(Buffer.from('PK\u0001\u0002'))) - 46
  lying.writeUInt32LE(1, at + 24)

  expect(texts(lying, 100)?.[1]).toEqual(['deep/a.txt', undefined])
})

it('finds nothing in what is damaged, wherever it was cut', () => {
  expect(unzip(Buffer.from('no archive'), 10)).toBeUndefined()
  expect(unzip(archive.subarray(0, -30), 10)).toBeUndefined()
  expect(() => texts(archive.subarray(40))).not.toThrow()
})
