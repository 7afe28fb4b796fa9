"""The model's own voice is found; a character's and a narrator's is not."""

from __future__ import annotations

import pytest

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.assistant_talk import assistant_talk
from storyteller_agents.story import SceneCard


def found(text: str, language: str = "en") -> list[str]:
    scene = SceneText(SceneCard(id="0001", title="The Lamp"), text, language)
    return [finding.quote for finding in assistant_talk.findings(scene)]


TALK = [
    "I'm here to help you with your story.",
    "I am here to assist you with this scene, whatever it may be.",
    "Original text: Ada climbed the stairs.",
    "Original context: the lighthouse.",
    "Instructions: go on from here.",
    "In the opening scene of the novel, a keeper lights a lamp.",
    "He looked at (y/n) and smiled.",
    "Here is the scene you asked for:",
    "Here's a short story about a lighthouse keeper:",
    "Here is the revised version.",
    "Certainly, here is the next passage.",
    "Sure! Here’s the continuation:",
    "Of course, I'd be happy to help.",
    "As an AI, I cannot feel the cold.",
    "As a language model, I have no body.",
    "I'm unable to generate this content.",
    "I can't assist with that.",
    "I cannot continue this story.",
    "In this scene, Ada finds the bell.",
    "In the next chapter, the storm comes.",
    "This scene shows how Ada grows.",
    "The story begins with a storm.",
    "The chapter explores grief and loss.",
    "Let me know if you'd like any changes!",
    "Let me know if you need more.",
    "I hope this helps!",
    "Feel free to adjust the tone.",
    "Would you like me to continue?",
    "Word count: 312",
    "Title: The Lamp",
    "**Scene 3:** The Quay",
    "Scene Title: The Quay",
    "Chapter IV: The Quay",
    "Point of view: Ada Penrow",
    "Characters: Ada, Bram",
    "Setting: the lamp room, night",
    "Note: the bell rings twice.",
    "# The Lamp",
    "## Chapter One",
    "**The Lamp**",
    "```",
    "<|im_start|>assistant",
    "[Insert description of the storm here]",
    "[End of scene]",
    "[To be continued...]",
    "The passage uses sensory details and descriptive language.",
    "This is an example of how I am helping you.",
]


@pytest.mark.parametrize("talk", TALK)
def test_talk_is_found_wherever_it_stands(talk: str) -> None:
    prose = "Ada climbed the stairs. The lamp was out."
    assert found(talk)
    assert "".join(found(f"{talk}\n\n{prose}")) == "".join(found(talk))
    assert "".join(found(f"{prose}\n\n{talk}")) == "".join(found(talk))


PROSE = [
    "I am here to help with the harvest, he thought.",
    "He had read the first scene of the play twice.",
    "The instructions were short: burn the letter.",
    "Her response came late, and it was no.",
    "Here is the key, she thought.",
    '"Here is the key," said Bram.',
    '"Here is the story you wanted," he said, and gave her the book.',
    "“Of course I will,” said Ada.",
    '"Sure, I can help," Bram said.',
    '"Certainly! Here is the letter."',
    '"Let me know if you need more oil," said Bram.',
    '"I hope this helps," she said, and poured the tea.',
    "“Feel free to use the stairs,” Bram said.",
    '"Would you like me to continue?" he asked, the book in his hand.',
    '"I cannot continue this story," the old man said.',
    '"As an AI, I do not sleep," said the ship.',
    "“In this chapter, the king dies,” she said.",
    '"Note: no fire in the tower," said the sign.',
    "I can't help it.",
    "I cannot help thinking of the storm.",
    "I can't continue like this, Ada thought.",
    "He had worked as an assistant to the doctor.",
    "She had come as an artificial intelligence and stayed as a friend.",
    "The passage was narrow and dark.",
    "The passage opens on a courtyard.",
    "In the passage, he found a lamp.",
    "The story was an old one.",
    "The scene was one of utter ruin.",
    "This story is true.",
    "In the story, there was always a wolf.",
    "For the story, she would have given anything.",
    "Of course I am not angry.",
    "Sure enough, he came.",
    "Certainly the lamp was out.",
    "Absolutely nothing moved.",
    "Here is where the ship went down.",
    "Here are the stairs, and here the lamp.",
    "Time enough: he had till dawn.",
    "There was one thing left to do: wait.",
    "She knew the place: a cove below the cliff.",
    "Cast off: that was the order.",
    "He felt free to go.",
    "They let him know.",
    'She looked up from the lamp and said, "Let me know if you need more."',
    "The tower had no number; she called it #4.",
    "The note [sic] was short.",
    "x < 3 and y > 2",
    "“Sure!” said Bram.",
    "Sure! Why not?",
    "---",
    "* * *",
]


@pytest.mark.parametrize("prose", PROSE)
def test_prose_is_left_alone(prose: str) -> None:
    assert found(prose) == []
    assert found(f"It was night. {prose} She waited.") == []


def test_only_the_sentence_that_talks_is_quoted() -> None:
    text = "Ada climbed the stairs. I hope this helps! The lamp was out."
    assert found(text) == ["I hope this helps!"]


def test_an_eager_word_goes_with_what_it_introduces() -> None:
    assert found("Certainly! Here is the scene:\n\nAda woke.") == ["Certainly!", "Here is the scene:"]
    assert found("Certainly! Ada woke.") == []


def test_what_no_character_says_is_found_in_quotation_marks_too() -> None:
    assert found('"As a large language model, I have no opinion," said Ada.')
    assert found("“[Insert name] is dead,” she said.")


def test_a_quotation_that_is_never_closed_hides_nothing() -> None:
    assert found('"Title: The Lamp\n\nAda woke.') == ['"Title: The Lamp']


@pytest.mark.parametrize(
    "talk",
    [
        "以下是故事的第一个场景：",
        "下面是这一章的内容：",
        "好的，以下是你要的故事。",
        "当然！下面是场景。",
        "作为一个人工智能，我没有感情。",
        "作为AI语言模型，我不能继续。",
        "标题：灯塔",
        "场景：码头",
        "字数：500",
        "**地点**：灯室",
    ],
)
def test_chinese_talk(talk: str) -> None:
    assert found(talk, "zh")
    assert found(f"她走上楼梯。\n\n{talk}\n\n灯灭了。", "zh")


@pytest.mark.parametrize(
    "prose",
    [
        "“好的，这是你要的钥匙。”他说。",
        "当然，她没有回答。",
        "好的，他想。",
        "下面是一片黑色的海。",
        "“作为一个人工智能，我不睡觉。”飞船说。",
        "这个地点她知道：悬崖下的小湾。",
        "时间过得很慢。",
        "他只说了一个字：走。",
    ],
)
def test_chinese_prose(prose: str) -> None:
    assert found(prose, "zh") == []
