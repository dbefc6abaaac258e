from django.db import models


class AdviceStatus(models.TextChoices):
    SIGNING = "signing", "Ter ondertekening"
    SIGNED = "signed", "Ondertekend"
    DELIVERED = "delivered", "Uitgebracht"


class Judgement(models.TextChoices):
    AGREE = "agree", "Akkoord"
    REMARK = "remark", "Akkoord met een opmerking"
    DISSENT = "dissent", "Niet akkoord"
    # Noted by the chair, for an expert who has left or is ill; it is no opinion.
    ABSENT = "absent", "Kon niet ondertekenen"


# What nobody needs to answer for when the advice is settled.
NO_OBJECTION = (Judgement.AGREE, Judgement.ABSENT)


class ResponseChoice(models.TextChoices):
    FOLLOW = "follow", "Wij volgen deze aanbeveling"
    DEVIATE = "deviate", "Wij wijken af"


class DeviationReason(models.TextChoices):
    NO_PLACE = "geen_plek", "geen plek of lange wachttijd"
    NO_CONSENT = "geen_instemming", "jeugdige of ouders stemmen niet in"
    CHANGED = "veranderd", "de situatie is veranderd"
    MONEY = "geld", "geen financiering"
    OTHER_VIEW = "visie", "ander inzicht over wat nodig is"
