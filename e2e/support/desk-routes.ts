import { readdirSync, readFileSync } from 'node:fs'

/** The addresses of every page and route of the desk, of the activation too, as their files stand. */
export function deskAddresses(): string[] {
  return addressesUnder('app/admin', 'app/activate')
}

/** The addresses of every page and route that these folders hold, as their files stand. */
export function addressesUnder(...folders: string[]): string[] {
  return filesUnder(...folders)
    .filter((file) => /\/(page|route)\.tsx?$/.test(file))
    .map((file) => addressOf(file.replace(/^app/, '')))
    .sort()
}

/** Every server action that these folders hold, as `file name`. */
export function actionsUnder(...folders: string[]): string[] {
  return filesUnder(...folders)
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      if (!/^\s*'use server'/m.test(text)) return []
      if (!/^'use server'/.test(text)) throw new Error(`${file}: an action inside a component has no name`)
      const names = [...text.matchAll(/^export (?:async function|const) (\w+)/gm)].map(([, name]) => name)
      return names.map((name) => `${file} ${name}`)
    })
    .sort()
}

function filesUnder(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .map((file) => `${folder}/${file}`),
  )
}

/** What an address looks like by the place of its file under `app`. */
export function addressOf(file: string): string {
  return file.replace(/\/\([^)]*\)/g, '').replace(/\/(page|route)(\.tsx?)?$/, '') || '/'
}
