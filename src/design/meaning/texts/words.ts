/** What a text says about itself, by words that are common on pages. Tested against the text in lower case. */
export const WORDS = {
  /** What buttons do. */
  action:
    /^(submit|save|send|cancel|ok|okay|apply|continue|next|previous|back|close|delete|remove|edit|add|create|new|update|upload|download|search|go|subscribe|sign ?up|sign ?in|sign ?out|log ?in|log ?out|register|join|buy|order|book|checkout|pay|get started|start|try|accept|decline|confirm|reset|generate|share|follow|reply|post|publish|upgrade|install|print|export|import|filter|copy|view|invite|withdraw|transfer|retry|refresh|load more|show more)\b/u,
  /** What links lead to. */
  link: /\b(learn more|read more|see more|see all|view all|view details|more info|details|forgot|need an account|sign up|create (an )?account|already have|terms|privacy|imprint|cookies?|documentation|docs|change|edit|unsubscribe|view in browser|permalink|support)\b|[»›→]$|^[‹«←]/u,
  /** What entries of navigations are called. */
  place:
    /^(home|about( us)?|contact( us)?|blog|news|services?|products?|features?|pricing|portfolio|team|careers|jobs|faq|help|support|docs|documentation|examples?|shop|store|dashboard|overview|reports?|analytics|settings|profile|account|users?|customers?|orders?|payments?|messages?|inbox|calendar|projects?|tasks?|components?|elements?|layouts?|pages?|charts?|tables?|forms?|icons?|typography|colors?|privacy( policy)?|terms.*|imprint|login|register|github|archives?|resources?|company|press|events?|experience|education|skills)$/u,
  /** What fields ask for. */
  asked:
    /\b(e-?mail|password|passcode|user ?name|first name|last name|full name|your name|^name|phone|telephone|mobile|address|street|city|town|zip|postal|postcode|country|state|company|website|url|date|birth|card number|cvv|cvc|expir\w+|amount|quantity|subject|message|comments?|notes?|description|title|search|language|time ?zone|currency|gender|age|year|month|day|code|vat|iban|role|category|size|colou?r|login)\b/u,
  /** What choices say. */
  choice:
    /\b(remember me|remember password|keep me|i agree|i accept|agree to|stay signed|subscribe to|include|enable|show|hide|notify|allow)\b/u,
  /** What fields say that wait for words. */
  prompt:
    /^(search|enter|type|your|e-?mail|password|username|name|choose|select|first name|last name|write|add a|login)\b|\.\.\.$|…$/u,
  legal: /©|\(c\)|copyright|all rights reserved|crown copyright/u,
} as const;

/** A number, an amount, a share or a date. */
export const NUMERIC = /^[\p{Sc}+\-–−#(]*\d[\d\s.,:/%'’-]*([\p{Sc}%kKmMbB)]|[a-zA-Z]{1,3})?$/u;
