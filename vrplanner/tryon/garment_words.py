"""The words for garments, English and Chinese. Earlier and longer words win."""

from collections.abc import Mapping

# Kind -> words. The kind is the class noun a garment is listed under.
KINDS: Mapping[str, tuple[str, ...]] = {
    "t-shirt": ("t-shirt", "tshirt", "t shirt", "tee", "T恤", "t恤", "短袖衫", "体恤"),
    "tank top": ("tank top", "tank", "camisole", "sleeveless top", "背心", "吊带"),
    "sweater": (
        "sweater",
        "pullover",
        "jumper",
        "sweatshirt",
        "jersey",
        "毛衣",
        "针织衫",
        "卫衣",
        "套头衫",
    ),
    "cardigan": ("cardigan", "开衫"),
    "shirt": ("shirt", "blouse", "衬衫", "衬衣", "女衬衫"),
    "coat": ("coat", "overcoat", "trench", "parka", "大衣", "外套", "风衣"),
    "jacket": ("jacket", "blazer", "夹克", "西装", "西服"),
    "dress": ("dress", "gown", "frock", "sundress", "连衣裙", "裙装", "长裙子", "旗袍", "礼服"),
    "skirt": ("skirt", "半身裙", "短裙", "长裙", "裙子", "百褶裙", "裙"),
    "jeans": ("jeans", "牛仔裤"),
    "leggings": ("leggings", "tights", "打底裤", "紧身裤"),
    "shorts": ("shorts", "短裤"),
    "trousers": ("trousers", "pants", "slacks", "chinos", "长裤", "裤子", "西裤", "裤"),
    "top": ("top", "上衣"),
}

# Name -> sRGB and its words.
COLORS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "navy": ("#1f2a4d", ("navy blue", "navy", "dark blue", "藏青", "深蓝", "海军蓝")),
    "light blue": ("#9dc3e6", ("light blue", "sky blue", "baby blue", "浅蓝", "天蓝", "淡蓝")),
    "teal": ("#1f7a7a", ("teal", "turquoise", "青绿", "青色", "湖蓝")),
    "blue": ("#2f5fa8", ("blue", "蓝")),
    "burgundy": ("#6d1a2b", ("burgundy", "wine red", "maroon", "dark red", "酒红", "深红", "暗红")),
    "coral": ("#f0785f", ("coral", "salmon", "珊瑚")),
    "red": ("#c0272d", ("red", "scarlet", "crimson", "大红", "红")),
    "pink": ("#eba6b8", ("pink", "rose", "粉红", "粉色", "粉")),
    "olive": ("#6b6f3a", ("olive", "khaki green", "army green", "橄榄", "军绿")),
    "mint": ("#a9dcc3", ("mint", "light green", "薄荷", "浅绿")),
    "dark green": ("#1f4d36", ("dark green", "forest green", "emerald", "墨绿", "深绿", "祖母绿")),
    "green": ("#3d8b4f", ("green", "绿")),
    "mustard": ("#cf9a2a", ("mustard", "ochre", "姜黄", "芥末")),
    "yellow": ("#f0cd4b", ("yellow", "黄")),
    "orange": ("#e07b2e", ("orange", "橙", "橘")),
    "lavender": ("#b8a6d9", ("lavender", "lilac", "淡紫", "浅紫", "薰衣草")),
    "purple": ("#6b3f8f", ("purple", "violet", "紫")),
    "camel": ("#b98a56", ("camel", "tan", "驼色", "驼")),
    "beige": ("#d9c7a8", ("beige", "sand", "米色", "米黄", "杏色")),
    "khaki": ("#b3a078", ("khaki", "卡其")),
    "brown": ("#6b4630", ("brown", "chocolate", "棕", "褐", "咖啡色")),
    "cream": ("#f2ead8", ("cream", "ivory", "off-white", "off white", "米白", "奶油", "象牙")),
    "charcoal": ("#3a3d42", ("charcoal", "dark grey", "dark gray", "深灰", "炭灰")),
    "light grey": ("#c4c6c9", ("light grey", "light gray", "silver", "浅灰", "银")),
    "grey": ("#85888d", ("grey", "gray", "灰")),
    "black": ("#1b1b1e", ("black", "黑")),
    "white": ("#f4f4f2", ("white", "白")),
}

FABRICS: Mapping[str, tuple[str, ...]] = {
    "denim": ("denim", "牛仔"),
    "wool": ("wool", "woollen", "woolen", "tweed", "cashmere", "羊毛", "呢", "羊绒", "毛呢"),
    "knit": ("knitted", "knit", "cable", "针织", "毛线"),
    "linen": ("linen", "亚麻", "麻"),
    "silk": ("silk", "satin", "丝绸", "真丝", "缎", "丝"),
    "leather": ("leather", "皮革", "皮"),
    "velvet": ("velvet", "corduroy", "丝绒", "天鹅绒", "灯芯绒"),
    "chiffon": ("chiffon", "雪纺"),
    "cotton": ("cotton", "棉"),
}

PATTERNS: Mapping[str, tuple[str, ...]] = {
    "striped": ("striped", "stripes", "stripe", "pinstripe", "breton", "条纹"),
    "checked": ("checked", "checkered", "plaid", "tartan", "gingham", "checks", "格子", "格纹", "方格"),
    "dotted": ("polka dots", "polka dot", "polka-dot", "dotted", "dots", "spotted", "波点", "圆点"),
    "floral": ("floral", "flowers", "flowery", "flower print", "碎花", "花卉", "印花", "花"),
}

LENGTHS: Mapping[str, tuple[str, ...]] = {
    "maxi": ("maxi", "floor-length", "floor length", "ankle-length", "ankle length", "及地", "拖地", "及踝"),
    "midi": ("midi", "mid-length", "calf-length", "calf length", "中长", "过膝"),
    "knee": ("knee-length", "knee length", "to the knee", "及膝", "膝"),
    "mini": ("mini", "very short", "迷你", "超短"),
    "cropped": ("cropped", "crop", "露脐", "短款", "九分", "七分裤"),
    "long": ("long", "长款", "长裙"),
    "short": ("short", "短裙"),
}

SLEEVES: Mapping[str, tuple[str, ...]] = {
    "none": ("sleeveless", "without sleeves", "no sleeves", "无袖", "吊带"),
    "elbow": (
        "three-quarter sleeves", "three-quarter sleeve", "3/4 sleeves", "elbow sleeves", "half sleeves", "half-sleeved",
        "七分袖", "中袖", "五分袖",
    ),
    "long": ("long sleeves", "long-sleeved", "long sleeved", "long sleeve", "长袖"),
    "short": ("short sleeves", "short-sleeved", "short sleeved", "short sleeve", "短袖"),
}  # fmt: skip

FITS: Mapping[str, tuple[str, ...]] = {
    "slim": ("slim", "tight", "fitted", "skinny", "close-fitting", "pencil", "bodycon", "修身", "紧身", "包臀"),
    "loose": ("loose", "oversized", "oversize", "baggy", "relaxed", "wide", "wide-leg", "宽松", "阔腿", "肥大"),
    "flared": (
        "a-line", "a line", "flared", "flowing", "swing", "circle", "pleated", "full",
        "A字", "a字", "伞", "百褶", "飘逸",
    ),
}  # fmt: skip

NECKLINES: Mapping[str, tuple[str, ...]] = {
    "v": ("v-neck", "v neck", "v-necked", "V领", "v领", "鸡心领"),
    "turtleneck": ("turtleneck", "turtle neck", "roll neck", "polo neck", "mock neck", "高领"),
    "scoop": ("scoop", "low neck", "scoop neck", "低领", "U领", "u领"),
    "square": ("square neck", "square-neck", "方领"),
    "boat": ("boat neck", "boat-neck", "一字领", "船领"),
    "round": ("round neck", "crew neck", "crewneck", "圆领"),
}
