import { isAbsolute, relative, sep } from 'node:path'

/** Whether an absolute path is the folder itself or lies in it; links are not looked at. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
