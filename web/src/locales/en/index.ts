/** All texts of this language in one piece: a file for each feature. */
export const texts = import.meta.glob<object>('./*.json', { eager: true, import: 'default' })
