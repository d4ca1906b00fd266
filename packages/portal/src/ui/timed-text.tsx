import { Fragment } from 'react'
import { Time } from './time.tsx'

const moments = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/

/** A sentence of the server whose moments (ISO 8601, UTC) are told in the local zone, in UTC on hover. */
export function TimedText({ text }: { text: string }) {
  return text
    .split(moments)
    .map((part, at) =>
      at % 2 === 1 ? (
        <Time key={`${at} ${part}`} at={part} />
      ) : (
        <Fragment key={at}>{part}</Fragment>
      ),
    )
}
