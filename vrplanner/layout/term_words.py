"""What each term is called and what it asks for, in both languages."""

from typing import Literal

Language = Literal["en", "zh"]

TERM_WORDS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "overlap": (("No overlap", "Nothing reaches into anything else; chairs may tuck under their table."),
                ("互不重叠", "家具之间互不重叠，椅子可以塞进桌下。")),
    "outside": (("Inside the room", "Everything stands inside the walls."), ("不出房间", "所有家具都在墙内。")),
    "doors": (("Doors open", "Every door opens, with half a metre of free floor before it."),
              ("门能打开", "每扇门都能打开，门前留有半米空地。")),
    "reach": (("Everything reached", "A person 0.6 m wide gets from every door to everything."),
              ("处处可达", "0.6 米宽的人能从每扇门走到每件家具。")),
    "wheelchair": (("Wheelchair turns", "A wheelchair finds its turning circle."),
                   ("轮椅可回转", "留有轮椅回转的空间。")),
    "windows": (("Windows free", "Nothing taller than its sill stands before a window."),
                ("窗前无遮挡", "窗前没有高过窗台的家具。")),
    "clearance": (("Free space", "Room to open drawers and doors, to sit down and to get into bed."),
                  ("活动空间", "拉抽屉、开柜门、落座和上床都有空间。")),
    "walkways": (("Wide ways", "Ways 0.9 m wide lead to everything."), ("通道宽敞", "通往每件家具的通道宽 0.9 米。")),
    "walls": (("Backs to walls", "What belongs at a wall stands against it, with no gap that only gathers dust."),
              ("背靠墙", "该靠墙的家具贴墙摆放，不留积灰的缝。")),
    "alignment": (("Parallel", "Things stand parallel to the walls."), ("平行整齐", "家具与墙面平行。")),
    "view": (("View", "Who sits or lies sees the screen straight on, at a good distance, with nothing between."),
             ("观看", "坐卧处正对屏幕，距离合适，中间无遮挡。")),
    "seating": (("Seats at tables", "Chairs stand at their table and face it."), ("桌边座椅", "椅子面向各自的桌子。")),
    "beside": (("Beside", "Night stands and side tables stand close beside what they serve."),
               ("左右相伴", "床头柜和边几紧挨着所配的家具。")),
    "in_front": (("In front", "Coffee tables and benches lie centred before their seat or bed, within reach."),
                 ("居于前方", "茶几和床尾凳居中摆在座位或床前。")),
    "under": (("Rugs", "A rug lies centred under what stands on it."), ("地毯", "地毯居中铺在家具下。")),
    "nearness": (("Near and apart", "Lamps stand near the seat they light; what should be apart is."),
                 ("远近", "灯靠近座位，该分开的分开。")),
    "conversation": (("Conversation", "Seats stand round one middle, at most about 3 m across, turned to it."),
                     ("交谈", "座位围成直径约 3 米的圈，彼此相对。")),
    "symmetry": (("Symmetry", "Pairs mirror each other, and chairs spread evenly round their table."),
                 ("对称", "成对的家具互相对称，椅子均匀环绕桌子。")),
    "balance": (("Balance", "The weight of the furniture lies in the middle of the room."),
                ("均衡", "家具的分量居于房间中央。")),
    "focus": (("Focal point", "The main seat looks at what the room is about: the screen, else the widest window."),
              ("视觉焦点", "主座位朝向房间的焦点：屏幕或最大的窗。")),
    "daylight": (("Daylight", "A desk stands near a window, with the light from the side."),
                 ("采光", "书桌靠近窗户，光线从侧面来。")),
    "sockets": (("Sockets", "Cables reach a socket."), ("插座", "电线够得到插座。")),
    "changes": (("Few changes", "What stands well stays where it is."), ("少挪动", "摆得好的家具留在原处。")),
    "choice": (("Choice", "The pieces fit the style asked for and each other."),
               ("选品", "所选家具风格相符、彼此搭配。")),
    "budget": (("Budget", "All pieces together cost no more than was set."), ("预算", "总价不超过预算。")),
    "fits": (("Everything fits", "Nothing had to be left out, what matters most least of all."),
             ("放得下", "没有家具被舍弃，重要的尤其如此。")),
    "taste": (("Your taste", "What you preferred among the layouts you were shown."),
              ("您的喜好", "您以往挑选布局时的偏好。")),
}  # fmt: skip


def term_label(name: str, language: Language) -> str:
    return TERM_WORDS[name][language == "zh"][0]


def term_meaning(name: str, language: Language) -> str:
    return TERM_WORDS[name][language == "zh"][1]
